package dev.detour.fuzz;

import dev.detour.network.ProxyServer;
import dev.detour.network.Socks5Dialogue;
import java.net.SocketException;
import java.util.Arrays;

/** What a SOCKS proxy, or whatever listens there, answers. */
final class SocksTarget implements Target {
    /** The longest part of any answer: a name's length of one byte, and a port. */
    private static final int MOST_WANTED = 255 + 2;

    private static final int MOST_STEPS = 5;

    @Override
    public void take(byte[] input) {
        try {
            talk(input, ProxyServer.of(ProxyServer.Kind.SOCKS5, "proxy.example.com", 1080, "user", Planted.BROUGHT));
            talk(input, ProxyServer.of(ProxyServer.Kind.SOCKS5, "proxy.example.com", 1080, null, null));
        } catch (SocketException documented) {
            Planted.mustNotBeIn(documented.getMessage(), "");
        }
    }

    private static void talk(byte[] input, ProxyServer proxy) throws SocketException {
        Socks5Dialogue dialogue = new Socks5Dialogue(proxy, "api.anthropic.com", 443);
        dialogue.start();
        int at = 0;
        int steps = 0;
        while (dialogue.wanted() > 0 && at + dialogue.wanted() <= input.length) {
            int wanted = dialogue.wanted();
            if (wanted > MOST_WANTED || ++steps > MOST_STEPS) {
                throw new AssertionError("wants " + wanted + " bytes in step " + steps);
            }
            dialogue.answerTo(Arrays.copyOfRange(input, at, at + wanted));
            at += wanted;
        }
    }
}
