package dev.detour.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An event listener of the application's own: the names of the events in their order, under {@code events}. */
final class SeenEvents extends EventListener {
    private final Seen seen;

    SeenEvents(Seen seen) {
        this.seen = seen;
    }

    @Override
    public void callStart(Call call) {
        seen.add("events", "callStart");
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        seen.add("events", "dnsStart " + domainName);
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        seen.add("events", "dnsEnd " + domainName);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        seen.add("events", "connectStart");
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        seen.add("events", "connectEnd");
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException failure) {
        seen.add("events", "connectFailed");
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        seen.add("events", "connectionAcquired");
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        seen.add("events", "responseHeadersEnd " + response.code());
    }

    @Override
    public void callEnd(Call call) {
        seen.add("events", "callEnd");
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        seen.add("events", "callFailed");
    }
}
