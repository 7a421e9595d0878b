package dev.detour.it.demo;

import dev.detour.it.children.Attachment;
import dev.detour.it.demo.Screen.Style;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.Vendors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Shows what Detour does, on real programs: each is asked without the agent, then with it; one of each client is changed
 * while it runs; then the gateway goes away. Every line is checked before it is shown: the exit status is 0 only where
 * all of it happened.
 */
public final class Demo {
    private static final int NAME = 4;
    private static final int ANSWER = 27;
    private static final int GATEWAY = 61;
    private static final List<String> WAYS = List.of("plain", "streamed");
    private static final Set<String> UNRESOLVED = Set.of("UnknownHostException", "UnresolvedAddressException");

    private final Stage stage;
    private final Screen screen;
    private final Map<Sdk, Program> running = new LinkedHashMap<>();

    private Demo(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    public static void main(String[] arguments) {
        System.exit(run(Screen.ofProcess()));
    }

    private static int run(Screen screen) {
        try (Stage stage = Stage.set()) {
            new Demo(stage, screen).show();
            return 0;
        } catch (RuntimeException | AssertionError failure) {
            screen.empty();
            screen.text(0, Style.BAD, "The demonstration failed: " + failure.getMessage());
            return 1;
        }
    }

    private void show() {
        introduce();
        askWithoutAgent();
        askWithAgent();
        attach();
        stopGateway();
        conclude();
    }

    private void introduce() {
        screen.line()
                .add(Style.BOLD, " Detour")
                .add(Style.PLAIN, ": the same programs before and after. Vendor's host and key are hard-wired in them.")
                .end();
        String aside = "all of " + stage.config().getFileName();
        for (String line : stage.yaml().split("\n", -1)) {
            screen.line()
                    .at(NAME)
                    .add(Style.CODE, line)
                    .at(Screen.WIDTH - aside.length())
                    .add(Style.DIM, aside)
                    .end();
            aside = "";
        }
    }

    private void askWithoutAgent() {
        screen.heading(1, "Without the agent, where the vendors cannot be reached", "java -jar app.jar");
        for (Sdk sdk : Sdk.ALL) {
            running.put(sdk, stage.startWithoutAgent(sdk));
        }
        for (Program program : running.values()) {
            program.warm();
            showUnresolved(program);
        }
    }

    private void showUnresolved(Program program) {
        stage.rewind();
        Reply reply = program.ask("plain");
        Untrue.unless(
                reply.failed() && UNRESOLVED.contains(reply.firstCause()),
                program.sdk().title(),
                "should not have found its vendor:",
                reply);
        Untrue.unless(stage.received().isEmpty(), "the gateway was called without the agent");
        failed(program, reply);
    }

    private void askWithAgent() {
        screen.heading(2, "The same programs with the agent", "java -javaagent:detour.jar=detour.yaml -jar app.jar");
        List<Program> programs = new ArrayList<>();
        for (Sdk sdk : Sdk.ALL) {
            programs.add(stage.startWithAgent(sdk));
        }
        screen.line()
                .at(ANSWER)
                .add(Style.DIM, "the program prints")
                .at(GATEWAY)
                .add(Style.DIM, stage.authority() + " sees")
                .end();
        for (Program program : programs) {
            program.warm();
            showRouted(program);
            program.close();
        }
    }

    /** Two lines: plain and streamed on the left, what is true of both on the right. */
    private void showRouted(Program program) {
        Sdk sdk = program.sdk();
        Received plain = Witness.of(stage, program, WAYS.get(0));
        answered(sdk.title(), WAYS.get(0), plain.protocol() + " " + plain.method() + " " + plain.path());
        Received streamed = Witness.of(stage, program, WAYS.get(1));
        Untrue.unless(
                streamed.protocol().equals(plain.protocol()) && streamed.path().equals(plain.path()),
                sdk.title(),
                "was sent another way when streamed:",
                streamed);
        String header = sdk.vendor().header();
        answered(sdk.client(), WAYS.get(1), header + ": " + streamed.header(header));
        List<String> ours = new ArrayList<>(program.noise());
        ours.removeAll(unchanged(sdk).noise());
        Untrue.unless(ours.isEmpty(), "the agent has printed", ours);
    }

    private void attach() {
        screen.heading(3, "Those of step 1 still run: attach", "java -jar detour.jar attach PID --config detour.yaml");
        for (Sdk sdk : List.of(Sdk.ANTHROPIC, Sdk.LANGCHAIN4J_OPEN_AI)) {
            Program program = unchanged(sdk);
            Attachment.COMMAND.attach(program.child(), stage.config());
            Received received = Witness.of(stage, program, WAYS.get(0));
            answered(sdk.title(), WAYS.get(0), received.protocol() + " " + received.method() + " " + received.path());
        }
    }

    private void stopGateway() {
        screen.heading(4, "The gateway stops", "Detour says why, on standard error");
        stage.stopGateway();
        Program program = unchanged(Sdk.LANGCHAIN4J_OPEN_AI);
        int before = program.child().err().size();
        Reply reply = program.ask(WAYS.get(1));
        Untrue.unless(reply.failed(), "the gateway has stopped, and there was an answer:", reply);
        failed(program, reply);
        String diagnosis = program.child()
                .err()
                .await(before, line -> line.contains("connect_refused") && line.contains("giving up"))
                .orElseThrow(() -> new Untrue("nobody has said connect_refused: "
                        + program.child().err().after(before)));
        screen.text(NAME, Style.PLAIN, diagnosis);
    }

    private void conclude() {
        screen.empty();
        screen.text(
                1,
                Style.DIM,
                "Nothing was changed in the programs; the vendors' keys reached nobody; nothing left this machine.");
    }

    /** The one of step 1, which runs still. */
    private Program unchanged(Sdk sdk) {
        return Objects.requireNonNull(running.get(sdk));
    }

    private void failed(Program program, Reply reply) {
        screen.line()
                .at(NAME)
                .add(Style.PLAIN, program.sdk().title())
                .at(ANSWER)
                .add(Style.BAD, screen.cross() + " " + reply.failure(screen.arrow(), screen.gap()))
                .end();
    }

    private void answered(String name, String way, String gateway) {
        screen.line()
                .at(NAME)
                .add(Style.PLAIN, name)
                .at(ANSWER)
                .add(Style.PLAIN, way)
                .at(ANSWER + WAYS.stream().mapToInt(String::length).max().orElseThrow() + 1)
                .add(Style.GOOD, screen.tick() + " " + Vendors.TEXT)
                .at(GATEWAY)
                .add(Style.PLAIN, gateway)
                .end();
    }
}
