package dev.detour.it.faults;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.contract.Event;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One client on one JDK, in a warm child with the agent, against many cells: each with a client of its own, so that none
 * finds another's connections, and many of them at once, so that their timeouts pass together.
 */
final class Trial implements AutoCloseable {
    private static final Library HOARD = new Library("hoard", "dev.detour.it.programs.Hoard", "");

    /** Beyond what an event needs that is on its way once its call has ended. */
    private static final Duration LATEST_EVENT = Duration.ofSeconds(30);

    private final Lab lab;
    private final Ground ground;
    private final Library library;
    private final List<Cell> cells;
    private final Path folder;
    private final EventFile events;
    private final ChildJvm child;

    Trial(Lab lab, Ground ground, Library library, Jdk jdk, List<Cell> cells) {
        this.lab = lab;
        this.ground = ground;
        this.library = library;
        this.cells = cells;
        folder = lab.folder.resolve((library + " " + jdk).replace(' ', '-'));
        events = new EventFile(folder.resolve("events.jsonl"));
        child = start(jdk);
    }

    private ChildJvm start(Jdk jdk) {
        try {
            Files.createDirectories(folder);
            Path configuration = Files.writeString(folder.resolve("detour.yaml"), configuration());
            ChildJvm.Builder builder = ChildJvm.on(jdk)
                    .with(library)
                    .option("-Xmx512m")
                    .trustStore(lab.trust)
                    .agent(configuration.toString());
            return ground.prepare(builder, cells, folder).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String configuration() {
        StringBuilder text = new StringBuilder();
        text.append("reload: 0\n")
                .append("telemetry: {log: off, events: \"" + events.path() + "\"}\n")
                .append("defaults: {plaintext: allow, retry: {attempts: 1}}\n")
                .append("routes:\n");
        cells.stream()
                .map(Cell::fault)
                .distinct()
                // Every fault has a route, a plain one where it names none: of calls that no route matches few facts
                // are
                // gathered, and the exception alone does not tell these codes apart.
                .forEach(fault -> text.append("  - {name: " + fault.id() + ", match: \"" + fault.origin() + "\""
                        + (fault.route() == null ? "" : ", " + fault.route()) + "}\n"));
        return text.append("  - {name: rest, match: \"*\"}\n").toString();
    }

    /** Runs all cells; a verdict for each. */
    List<Verdict> run() {
        warm();
        List<Verdict> verdicts = new ArrayList<>();
        for (Company company : Company.values()) {
            waves(company).forEach(wave -> verdicts.addAll(wave(wave)));
        }
        return verdicts;
    }

    private List<List<Cell>> waves(Company company) {
        List<Cell> all =
                cells.stream().filter(cell -> cell.fault().company() == company).toList();
        List<List<Cell>> waves = new ArrayList<>();
        for (int from = 0; from < all.size(); from += company.atOnce()) {
            waves.add(all.subList(from, Math.min(all.size(), from + company.atOnce())));
        }
        return waves;
    }

    /** The classes that every call needs are loaded before timers run. */
    private void warm() {
        child.client("warm", library, Fields.none());
        for (Way way : Way.values()) {
            for (String url : ground.warm()) {
                child.call("warm", get(way, url));
            }
        }
    }

    private Fields get(Way way, String url) {
        return Fields.none().with("way", way.of(library)).with("url", url);
    }

    private List<Verdict> wave(List<Cell> wave) {
        wave.forEach(this::begin);
        List<String> seen = wave.stream().map(this::end).toList();
        List<Event> told = settle(wave);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < wave.size(); i++) {
            Cell cell = wave.get(i);
            verdicts.add(new Verdict(
                    cell,
                    told.stream()
                            .filter(event -> isOf(event, cell))
                            .map(event -> new Verdict.Told(event.get("kind"), event.get("layer")))
                            .toList(),
                    seen.get(i)));
        }
        return verdicts;
    }

    private void begin(Cell cell) {
        Fault fault = cell.fault();
        for (int i = 0; i < fault.crowd(); i++) {
            child.client("crowd", library, Fields.none());
            child.call("crowd", get(cell.way(), fault.origin() + "/crowd"));
        }
        child.client(cell.name(), library, fault.client());
        Fields call = fault.call().with("way", cell.way().of(library));
        for (int i = 0; i < fault.primers(); i++) {
            child.call(cell.name(), call.with("url", fault.origin() + "/primer"));
        }
        if (fault.isWithoutFiles()) {
            child.client(HOARD.name(), HOARD, Fields.none());
        }
        child.begin(cell.name(), cell.name(), call.with("url", fault.url(cell.way())));
    }

    private String end(Cell cell) {
        String name = cell.name();
        try {
            switch (cell.fault().deed()) {
                case CANCEL -> cancel(cell);
                case CLOSE_EARLY -> {
                    child.awaitBytes(name, 1);
                    child.cancel(name);
                }
                case NOTHING -> {}
            }
            return told(child.await(name));
        } catch (AssertionError hanging) {
            return "does not end";
        } finally {
            if (cell.fault().isWithoutFiles()) {
                // The client stays: java.net.http closes its files some time after it is let go, in the next cell.
                child.ask(Fields.none().with("op", "close").with("name", HOARD.name()));
            } else {
                child.ask(Fields.none().with("op", "close").with("name", name));
            }
        }
    }

    private void cancel(Cell cell) {
        if (cell.way() == Way.ASYNC || library.isOkHttp()) {
            child.cancel(cell.name());
        } else {
            child.interrupt(cell.name());
        }
    }

    private static String told(Fields seen) {
        StringBuilder told = new StringBuilder();
        if (seen.get("status") != null) {
            told.append(seen.get("status")).append(' ');
        }
        for (int depth = 0; seen.get("exception." + depth) != null; depth++) {
            String type = seen.require("exception." + depth);
            String message = seen.get("message." + depth, "");
            told.append(depth == 0 ? "" : " <- ")
                    .append(type.substring(type.lastIndexOf('.') + 1))
                    .append(": ")
                    .append(message.lines().findFirst().orElse(""));
        }
        return told.toString().trim();
    }

    /** Waits for the events that these cells must have, and for all that were on their way before this. */
    private List<Event> settle(List<Cell> wave) {
        String barrier = "/" + wave.get(0).name() + "/barrier";
        child.call("warm", get(Way.SYNC, "http://" + Lab.MISSING + ":1" + barrier));
        events.await(event -> event.get("url") != null && event.get("url").endsWith(barrier));
        long end = System.nanoTime() + LATEST_EVENT.toNanos();
        for (Cell cell : wave) {
            if (!cell.fault().codes().isEmpty()) {
                events.await(event -> isOf(event, cell), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        }
        return events.all();
    }

    private static boolean isOf(Event event, Cell cell) {
        String url = event.get("url");
        return url != null
                && url.endsWith("/" + cell.name())
                && (event.is("event", "call_failed") || event.is("event", "stream_failed"));
    }

    @Override
    public void close() {
        child.close();
    }
}
