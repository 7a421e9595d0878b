package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.exchange.Url;
import dev.detour.network.EnvironmentProxies;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.util.Map;

/** A proxy as the configuration or a variable names it, and a list of exceptions: a line each. */
final class ProxyTarget implements Target {
    @Override
    public void take(byte[] input) {
        String[] lines = (new String(input, UTF_8) + "\n\n").split("\n", 3);
        try {
            ProxyServer proxy = ProxyServer.parse(lines[0]);
            ProxyServer again = ProxyServer.parse(proxy.toString());
            if (!again.address().equals(proxy.address())) {
                throw new AssertionError(proxy + " is read as " + again);
            }
        } catch (IllegalArgumentException documented) {
            Planted.mustNotBeIn(documented.getMessage(), lines[0]);
        }
        if (Planted.isIn(lines[1])) {
            return; // a list of hosts is no place for secrets, and is told as it stands
        }
        try {
            ProxyChoice choice = EnvironmentProxies.of(Map.of("HTTPS_PROXY", lines[0], "NO_PROXY", lines[1]));
            choice.proxyFor(Url.parse("https://api.anthropic.com").origin());
            choice.proxyFor(Url.parse("https://[fd00::1]:8443").origin());
            Planted.mustNotBeIn(choice.toString(), lines[0]);
        } catch (IllegalArgumentException documented) {
            Planted.mustNotBeIn(documented.getMessage(), lines[0]);
        }
    }
}
