package dev.detour.it.soak;

import dev.detour.it.children.Library;
import dev.detour.it.faults.Code;
import dev.detour.it.faults.Deed;
import dev.detour.it.faults.Fault;
import dev.detour.it.faults.Way;
import dev.detour.it.programs.Fields;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application may be sent to do: one line of its plan.
 *
 * @param name of the fault, or of what goes well
 * @param line as the application reads it
 * @param kinds the codes that a failure of it may have; empty where it must not fail
 * @param sight what servers see of it
 * @param routed whether a route matches it
 * @param waits whether it ends by a timer: on a busy machine that may be earlier than where it is meant to
 * @param deed what the application does to it
 */
record Task(String name, Fields line, Set<String> kinds, Sight sight, boolean routed, boolean waits, Deed deed) {
    /** In place of the seconds that the laboratory waits. */
    static final int SHORT_MILLIS = 500;

    private static final String LONG_MILLIS = Integer.toString(Fault.TIMER_MILLIS);

    static Task of(Fault fault, Way way, Library library) {
        String tail = "/" + fault.id() + "/" + way;
        String url = fault.url(way);
        Fields line = line(url.substring(0, url.length() - tail.length()), tail, 1)
                .with("apart", Sight.isHttp2(fault) && fault.primers() == 0)
                .with("routed", fault.waits() || isLeftOpen(fault, library))
                .with("deed", deed(fault, way, library));
        Fields call = fault.call().with("header.x-api-key", Roads.OWN_KEY).with("way", way.of(library));
        return new Task(
                fault.id(),
                below(below(line, "client.", fault.client()), "call.", call),
                kinds(fault),
                Sight.of(fault),
                true,
                fault.waits(),
                fault.deed());
    }

    /** Its codes, and those that only show here. */
    private static Set<String> kinds(Fault fault) {
        Stream<Code> more = Stream.of();
        if (fault.id().equals("h2_stale")) {
            more = Stream.of(Code.H2_RESET, Code.H2_REFUSED); // several calls at once on one connection
        } else if (fault.id().startsWith("mutual")) {
            more = Stream.of(Code.TLS_VERSION); // servers of JDK 25 say handshake_failure
        }
        return Stream.concat(fault.codes().stream(), more).map(Code::toString).collect(Collectors.toUnmodifiableSet());
    }

    /** What must go well, whatever stands in the configuration. */
    static Task good(String name, String origin, String way, String version, int weight, boolean routed) {
        Fields line = line(origin + "/v1", "/" + name + "/good", weight)
                .with("client.version", version)
                .with("call.way", way)
                .with("call.method", "POST")
                .with("call.body", "{}")
                .with("call.header.x-api-key", Roads.OWN_KEY);
        return new Task(name, line, Set.of(), Sight.ONE, routed, false, Deed.NOTHING);
    }

    /** It would not go well without its route. */
    Task onlyRouted() {
        return new Task(name, line.with("routed", true), kinds, sight, routed, waits, deed);
    }

    /**
     * The JDK never closes a connection whose answer it cannot read; where a route matches, the agent does. Of proxies it
     * cannot: those are left out, see {@link #leaks}.
     */
    private static boolean isLeftOpen(Fault fault, Library library) {
        return !library.isOkHttp()
                && (fault.id().startsWith("status_") || fault.id().equals("header_huge"));
    }

    /** Whether the JDK itself leaves a connection open for ever, where nobody can close it. */
    static boolean leaks(Fault fault, Library library) {
        return !library.isOkHttp() && fault.id().endsWith("proxy_no_proxy");
    }

    private static Fields line(String head, String tail, int weight) {
        return Fields.none().with("head", head).with("tail", tail).with("weight", weight);
    }

    private static String deed(Fault fault, Way way, Library library) {
        return switch (fault.deed()) {
            case NOTHING -> "";
            case CLOSE_EARLY -> "close";
            case CANCEL -> way == Way.ASYNC || library.isOkHttp() ? "cancel" : "interrupt";
        };
    }

    private static Fields below(Fields line, String prefix, Fields values) {
        Fields all = line;
        for (var entry : values.below("").entrySet()) {
            boolean timer = entry.getValue().equals(LONG_MILLIS);
            all = all.with(prefix + entry.getKey(), timer ? Integer.toString(SHORT_MILLIS) : entry.getValue());
        }
        return all;
    }

    /** Goes only where it says and comes back whole: what latencies are measured on. */
    boolean isGood() {
        return line.require("tail").endsWith("/good");
    }

    boolean isInterrupted() {
        return line.get("deed", "").equals("interrupt");
    }

    boolean isIdempotent() {
        return !line.get("call.method", "GET").equals("POST");
    }
}
