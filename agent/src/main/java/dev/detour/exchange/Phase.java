package dev.detour.exchange;

import java.util.Locale;

/** How far an attempt came. In the order in which they are reached. */
public enum Phase {
    DNS,
    CONNECT,
    PROXY,
    TLS,
    WRITE,
    FIRST_BYTE,
    HEADERS,
    BODY;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As events write it. */
    public String code() {
        return code;
    }
}
