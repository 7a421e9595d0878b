package dev.detour.it.servers;

import java.io.ByteArrayOutputStream;
import java.net.Socket;

/** A server that takes connections and never says a word: it listens for ever, or cuts what begins to talk to it. */
public final class Mute extends TcpServer {
    private enum Manner {
        LISTENS,
        RESETS
    }

    private final Manner manner;

    private Mute(Manner manner) {
        super(loopback());
        this.manner = manner;
        start();
    }

    public static Mute listening() {
        return new Mute(Manner.LISTENS);
    }

    /** Answers the first byte with a RST. */
    public static Mute resetting() {
        return new Mute(Manner.RESETS);
    }

    @Override
    void serve(Socket client) throws Exception {
        if (manner == Manner.RESETS) {
            client.getInputStream().read();
            reset(client);
            return;
        }
        client.getInputStream().transferTo(new ByteArrayOutputStream());
    }
}
