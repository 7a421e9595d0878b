package dev.detour.failure;

import java.util.Locale;

/** Where on the way a failure happened. */
public enum Layer {
    DNS,
    CONNECT,
    PROXY,
    TLS,
    REQUEST,
    RESPONSE,
    STREAM,
    CALLER,
    HTTP,
    AGENT;

    /** As events write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
