package dev.detour.client.okhttp.adapter;

import java.io.IOException;
import java.net.ProtocolException;

/**
 * Makes OkHttp give up where it would send once more: of all exceptions this kind is the one that no release tries to
 * recover from. The application never sees it, but the one that it stands for.
 */
final class GivenUp extends ProtocolException {
    private static final long serialVersionUID = 1;

    private final transient Throwable failure;

    GivenUp(Throwable failure) {
        this.failure = failure;
    }

    /** What the application gets in its place; any other exception is that itself. */
    static Exception shown(Exception thrown) {
        if (!(thrown instanceof GivenUp)) {
            return thrown;
        }
        Throwable failure = ((GivenUp) thrown).failure;
        return failure instanceof Exception ? (Exception) failure : new IOException(failure);
    }
}
