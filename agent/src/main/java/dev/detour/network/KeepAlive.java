package dev.detour.network;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP keep-alive: probes on a silent connection, so that a middlebox does not forget it and a dead peer is noticed.
 * Every answered probe begins the idle time anew; a peer that answers none is given up a minute after the first.
 */
public final class KeepAlive {
    private static final int LONGEST_INTERVAL_SECONDS = 15;
    private static final int PROBES = 4;

    private final int idleSeconds;

    private KeepAlive(int idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    /** After this silence, in whole seconds, at least one. */
    public static KeepAlive after(Duration idle) {
        return new KeepAlive((int) Math.min(Math.max(idle.toSeconds(), 1), Short.MAX_VALUE));
    }

    /** Asks the system for it, connected or not yet. What the system does not know, or refuses, is left out. */
    public void applyTo(NetworkChannel channel) {
        applyTo(channel.supportedOptions(), channel::setOption);
    }

    /** Asks the system for it, connected or not yet. What the system does not know, or refuses, is left out. */
    public void applyTo(Socket socket) {
        try {
            applyTo(socket.supportedOptions(), socket::setOption);
        } catch (UnsupportedOperationException foreignSocket) {
            // A socket of the application's own making that has no options.
        }
    }

    private void applyTo(Set<SocketOption<?>> supported, Target target) {
        options().forEach((option, value) -> {
            if (supported.contains(option)) {
                set(target, option, value);
            }
        });
        if (supported.contains(StandardSocketOptions.SO_KEEPALIVE)) {
            set(target, StandardSocketOptions.SO_KEEPALIVE, true);
        }
    }

    private static <T> void set(Target target, SocketOption<T> option, T value) {
        try {
            target.set(option, value);
        } catch (IOException | RuntimeException refused) {
            // The connection works without; if the socket is closed, its user will be told by itself.
        }
    }

    private Map<SocketOption<Integer>, Integer> options() {
        Map<SocketOption<Integer>, Integer> options = new LinkedHashMap<>();
        try {
            options.put(ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds);
            options.put(ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.min(idleSeconds, LONGEST_INTERVAL_SECONDS));
            options.put(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        } catch (LinkageError noSuchModule) {
            // A runtime that was linked without jdk.net: the system's own times count (two hours, mostly).
        }
        return options;
    }

    private interface Target {
        <T> void set(SocketOption<T> option, T value) throws IOException;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeepAlive && ((KeepAlive) other).idleSeconds == idleSeconds;
    }

    @Override
    public int hashCode() {
        return idleSeconds;
    }

    @Override
    public String toString() {
        return "keep-alive after " + idleSeconds + " s";
    }
}
