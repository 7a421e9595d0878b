package dev.detour.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.demo.Step.Tone;
import dev.detour.json.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows what Detour does, on a program that is hard-wired to its vendor: without the agent, with it, with a gateway that
 * stumbles, with one that is gone, and with a second one. What is shown has happened: each step says whether it came out
 * as it should.
 */
public final class Demonstration implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Path jar;
    private final Path folder;
    private final Path config;
    private final Path events;
    private final Gateway gateway;
    private final Consumer<Step> audience;
    private int told;

    private Demonstration(Path jar, Path folder, Gateway gateway, Consumer<Step> audience) {
        this.jar = jar;
        this.folder = folder;
        this.config = folder.resolve("detour.yaml");
        this.events = folder.resolve("events.jsonl");
        this.gateway = gateway;
        this.audience = audience;
    }

    /**
     * Sets the stage.
     *
     * @param audience is shown each step when it is over
     * @throws IOException where there is no port or no temporary folder to be had
     */
    public static Demonstration open(Path jar, Consumer<Step> audience) throws IOException {
        if (ModuleLayer.boot().findModule("jdk.httpserver").isEmpty()
                || ModuleLayer.boot().findModule("java.net.http").isEmpty()) {
            throw new IOException("this Java runtime (" + System.getProperty("java.home")
                    + ") lacks the modules jdk.httpserver and java.net.http: run the demonstration with a whole JDK");
        }
        Path folder = Files.createTempDirectory("detour-demo");
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        return new Demonstration(jar, folder, Gateway.saying("Hello from the gateway"), audience);
    }

    /** Shows all of it. */
    public void show() throws IOException, InterruptedException {
        showWithoutAgent();
        Files.writeString(config, yaml(path("gateway", gateway)));
        try (Program program = Program.start(jar, folder, config)) {
            Thread ending = new Thread(program::close);
            Runtime.getRuntime().addShutdownHook(ending);
            showWithAgent(program);
            showRetries(program);
            showFailure(program);
            showFailover(program);
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }

    private static String path(String name, Gateway gateway) {
        return "\n      - name: " + name
                + "\n        url: " + gateway.url() + "/anthropic"
                + "\n        credentials: strip"
                + "\n        headers: {x-api-key: the-gateways-key}";
    }

    private String yaml(String paths) {
        return "reload: 200ms"
                + "\nroutes:\n  - name: anthropic\n    match: https://api.anthropic.com"
                + "\n    to:" + paths
                + "\n    retry: {backoff: 200ms..800ms}"
                + "\ntelemetry: {log: off, events: events.jsonl}\n";
    }

    private void showWithoutAgent() throws IOException {
        try (Program program = Program.start(jar, folder, null)) {
            Tree got = program.ask();
            Step step = new Step("Without the agent, where the vendor cannot be reached", "java -jar app.jar");
            step.line(Tone.PLAIN, "the program asks  POST " + HardWiredProgram.URL);
            show(got, step.holds(got.has("exception") && gateway.seen().isEmpty()));
        }
    }

    private void showWithAgent(Program program) throws IOException {
        Step step = new Step("The same program with the agent", "java -javaagent:detour.jar=detour.yaml -jar app.jar");
        Tree got = program.ask();
        step.line(
                Tone.DIM,
                "detour.yaml       match " + HardWiredProgram.URL.substring(0, 25) + ", to " + gateway.url()
                        + "/anthropic, with another key");
        step.line(Tone.PLAIN, "the gateway sees  " + gateway.seen());
        boolean replaced =
                gateway.seen().contains("the-gateways-key") && !gateway.seen().contains(HardWiredProgram.KEY);
        show(got, step.holds(got.number("status") == 200 && replaced));
    }

    private void showRetries(Program program) throws IOException, InterruptedException {
        gateway.answerNext(503);
        gateway.answerNext(503);
        Tree got = program.ask();
        Step step = new Step("The gateway answers 503 twice", "nothing to do: 503 may be sent again");
        List<Tree> failed = await(event -> event.text("event").equals("call_recovered"));
        failed.removeIf(event -> !event.text("event").equals("attempt_failed"));
        for (Tree event : failed) {
            step.line(
                    Tone.CODE,
                    "attempt " + event.text("attempt") + "         " + event.text("kind") + " (" + event.text("status")
                            + "), sent again after " + event.text("delay_ms") + " ms");
        }
        show(got, step.holds(got.number("status") == 200 && failed.size() == 2));
    }

    private void showFailure(Program program) throws IOException, InterruptedException {
        gateway.close();
        Tree got = program.ask();
        Step step = new Step("The gateway goes away", "Detour says what failed, and what to do");
        List<Tree> failed = await(event -> event.text("event").equals("call_failed"));
        Tree last = failed.get(failed.size() - 1);
        addAnswer(got, step);
        step.line(Tone.CODE, "Detour says       " + last.text("kind") + " at " + last.text("target"));
        step.line(Tone.DIM, "                  " + last.text("hint"));
        step.holds(got.has("exception") && last.text("kind").equals("connect_refused"));
        audience.accept(step);
    }

    private void showFailover(Program program) throws IOException, InterruptedException {
        try (Gateway second = Gateway.saying("Hello from the second gateway")) {
            replace(yaml(path("gateway", gateway) + path("second", second)));
            await(event -> event.text("event").equals("config_loaded"));
            Tree got = program.ask();
            Step step = new Step("A second gateway is written into detour.yaml", "no restart: the file is read again");
            List<Tree> failed = await(event -> event.text("event").equals("call_recovered"));
            step.line(Tone.CODE, "attempt 1         " + failed.get(0).text("kind") + ", moving to the next path");
            show(got, step.holds(got.number("status") == 200 && second.seen().contains("the-gateways-key")));
        }
    }

    /** At once, so that nobody reads half a file. */
    private void replace(String yaml) throws IOException {
        Path next = Files.writeString(folder.resolve("next.yaml"), yaml);
        Files.move(next, config, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void show(Tree got, Step step) {
        addAnswer(got, step);
        audience.accept(step);
    }

    private static void addAnswer(Tree got, Step step) {
        if (got.has("exception")) {
            String cause = got.text("cause");
            step.line(
                    Tone.BAD,
                    "the program gets  " + got.text("exception") + (cause.isEmpty() ? "" : ", because " + cause));
        } else {
            step.line(
                    Tone.GOOD,
                    "the program gets  " + got.text("status") + ", '" + said(got.text("body")) + "', after "
                            + got.text("ms") + " ms, from " + got.text("url"));
        }
    }

    private static String said(String body) {
        try {
            return Tree.read(body).text("text");
        } catch (IOException noJson) {
            return body;
        }
    }

    /** The events up to the one that is waited for, from behind the last one that was. */
    private List<Tree> await(Predicate<Tree> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            List<Tree> fresh = new ArrayList<>();
            List<String> lines = lines();
            for (String line : lines.subList(told, lines.size())) {
                fresh.add(Tree.read(line));
                if (wanted.test(fresh.get(fresh.size() - 1))) {
                    told += fresh.size();
                    return fresh;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("the agent did not tell what it did; it said: " + complaints());
    }

    /** Whole ones. */
    private List<String> lines() throws IOException {
        String text = Files.exists(events) ? Files.readString(events) : "";
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().collect(Collectors.toList());
    }

    private String complaints() throws IOException {
        return new String(Files.readAllBytes(folder.resolve("with.txt")), UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(file);
            }
        }
    }
}
