package dev.detour.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a resolver's answers are worth where a route turns down bogus ones. */
public final class Answers {
    /** Begins what is thrown where no answer is left; OkHttp's part of it reaches the classifier by this text alone. */
    public static final String REFUSED = "no address that a public service has: ";

    private Answers() {}

    /** Those that a public service may have; an address that the application wrote out is not an answer, and stays. */
    public static List<InetAddress> accepted(String host, List<InetAddress> answers) {
        if (Addresses.parse(host) != null) {
            return answers;
        }
        List<InetAddress> accepted = new ArrayList<>();
        for (InetAddress answer : answers) {
            if (!Bogons.contain(answer)) {
                accepted.add(answer);
            }
        }
        return accepted;
    }

    /** Why none was accepted. */
    public static String refusal(String host, List<InetAddress> answers) {
        InetAddress first = answers.get(0);
        @Nullable String reason = Bogons.reason(first);
        return REFUSED + host + " is " + first.getHostAddress() + (reason == null ? "" : ", " + reason);
    }
}
