package dev.detour.client.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.util.Set;

/**
 * Which body publishers give the same bytes again. A publisher over a stream that is drained sends an empty body, and
 * gets a 200 for it: what is not known to repeat is taken not to.
 */
final class RepeatableBodies {
    private static final String PUBLISHERS = "jdk.internal.net.http.RequestPublishers$";

    /** {@code ofString} and {@code ofByteArray}; {@code ofFile}; {@code noBody}. */
    private static final Set<String> REPEATABLE = Set.of(
            PUBLISHERS + "ByteArrayPublisher",
            PUBLISHERS + "StringPublisher",
            PUBLISHERS + "FilePublisher",
            PUBLISHERS + "EmptyPublisher");

    private RepeatableBodies() {}

    static boolean isRepeatable(BodyPublisher publisher) {
        return REPEATABLE.contains(publisher.getClass().getName());
    }
}
