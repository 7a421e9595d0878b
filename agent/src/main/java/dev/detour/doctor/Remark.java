package dev.detour.doctor;

import dev.detour.failure.Layer;
import java.util.Locale;

/**
 * What is no failure of a call, and so in no dictionary of failures, and wrong all the same. Beside the dictionary's
 * codes these are the only ones that a verdict can have.
 */
enum Remark {
    NAME_SUSPICIOUS(
            Layer.DNS,
            "the name resolves to an address that no public service has",
            "Where this is no inner name of yours, the answer of DNS was tampered with."),
    CONFIGURATION_REJECTED(
            Layer.AGENT,
            "the JVM's configuration is wrong, and Detour does not go by it",
            "Repair the file (the check command shows every fault), let Detour read it (by itself, unless reload is 0),"
                    + " and look again."),
    AGENT_FAILED(
            Layer.AGENT,
            "Detour could not be opened in the JVM, and does nothing there",
            "Put right what it says; the JVM's standard error has it too. Then start the JVM again, or detach and attach."),
    ADDRESS_DEAD(
            Layer.CONNECT,
            "some of the host's addresses do not answer",
            "Clients that try these first lose time or fail: where all of one family are dead, repair its route, or prefer"
                    + " the other (-Djava.net.preferIPv4Stack=true where IPv6 is dead)."),
    CERTIFICATE_ENDS(
            Layer.TLS, "the certificate runs out within a week", "Have the certificate renewed before it does."),
    CLOCK_WRONG(
            Layer.AGENT,
            "this machine's clock differs from the server's by minutes",
            "Set this machine's clock (NTP): certificates and signed requests fail by it."),
    STREAM_BUFFERED(
            Layer.STREAM,
            "the stream comes all at once, at its end",
            "Something on the way collects the answer: turn its buffering off for this path (nginx: proxy_buffering off),"
                    + " or it will end long answers as silent."),
    IDLE_CLOSED(
            Layer.REQUEST,
            "the peer ends a connection in order while it is idle",
            "Let clients close idle connections sooner than that, or set keep-alive for the route."),
    KEY_MALFORMED(
            Layer.CALLER,
            "the key holds white space or a line break",
            "Clients refuse such a header or send another key: set the variable again, without them."),
    ENVIRONMENT_DIFFERS(
            Layer.CALLER,
            "the JVM has other settings than this shell",
            "A JVM keeps the variables that it was started with: where the shell's are right, start it again with them.");

    private final Layer layer;
    private final String meaning;
    private final String hint;

    Remark(Layer layer, String meaning, String hint) {
        this.layer = layer;
        this.meaning = meaning;
        this.hint = hint;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Layer layer() {
        return layer;
    }

    /** Half a sentence, as the dictionary has it. */
    String meaning() {
        return meaning;
    }

    String hint() {
        return hint;
    }
}
