package dev.detour.client;

import java.net.ProtocolException;

/**
 * What a request ends with that could only be sent where it must not go, after an error of ours. The JDK's own type: the
 * application may keep it. Of all exceptions this kind is the one that no client repeats by itself.
 */
public final class NotSent {
    /** Its path has a proxy, which it would have gone past. */
    public static final String PAST_PROXY =
            "not sent: an error in the Detour agent would have led this request past its proxy";

    /** Credentials would have gone along. */
    public static final String WITH_CREDENTIALS =
            "not sent: an error in the Detour agent would have left credentials in this request";

    private NotSent() {}

    public static ProtocolException because(String reason) {
        return new ProtocolException(reason);
    }
}
