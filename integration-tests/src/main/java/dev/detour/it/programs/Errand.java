package dev.detour.it.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of an application's plan: {@code weight} (how often, against the others), {@code head} and {@code tail} (of the
 * URL, before and behind the segment with the number), {@code client.NAME} and {@code call.NAME} (for the client that calls,
 * see there), {@code apart} (with a client that is made for this call), {@code routed} (it only ends where the
 * agent's route makes it end), {@code deed} ({@code cancel}, {@code interrupt}, {@code close}: as soon as some of the body has come).
 */
final class Errand {
    private final Fields line;
    private final Fields client;
    private final Fields call;

    private Errand(Fields line) {
        this.line = line;
        this.client = Errand.below(line, "client.");
        this.call = Errand.below(line, "call.");
    }

    private static Fields below(Fields line, String prefix) {
        Fields below = Fields.none();
        for (var entry : line.below(prefix).entrySet()) {
            below = below.with(entry.getKey(), entry.getValue());
        }
        return below;
    }

    static List<Errand> read(Path plan) throws IOException {
        return Files.readAllLines(plan).stream()
                .map(line -> new Errand(Fields.parse(line)))
                .collect(Collectors.toUnmodifiableList());
    }

    int weight() {
        return line.number("weight", 1);
    }

    Fields client() {
        return client;
    }

    Fields call(int number) {
        return call.with("url", line.require("head") + "/n" + number + line.require("tail"));
    }

    boolean isApart() {
        return line.flag("apart");
    }

    boolean needsRoute() {
        return line.flag("routed");
    }

    String deed() {
        return line.get("deed", "");
    }

    @Override
    public String toString() {
        return line.require("tail");
    }
}
