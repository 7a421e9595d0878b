package dev.detour.it.faults;

import dev.detour.it.children.Library;
import java.util.Locale;

/** How an application calls: with the word for it of each client's program. */
public enum Way {
    SYNC("send", "execute"),
    ASYNC("sendAsync", "enqueue"),
    STREAMED("stream", "stream");

    private final String jdk;
    private final String okHttp;

    Way(String jdk, String okHttp) {
        this.jdk = jdk;
        this.okHttp = okHttp;
    }

    public String of(Library library) {
        return library.isOkHttp() ? okHttp : jdk;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
