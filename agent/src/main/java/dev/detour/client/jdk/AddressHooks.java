package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.client.NotSent;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Url;
import dev.detour.network.Answers;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the client's connections lead: the proxy of a path, fixed addresses, answers that are no bogons. */
final class AddressHooks {
    private final Calls calls;
    private final Internals internals;
    private final StandIns standIns;
    private final SocksRequests socks;
    private final ThreadLocal<RoutedRequest> connecting;

    /**
     * @param connecting the attempt for which this thread is beginning to connect
     */
    AddressHooks(
            Calls calls,
            Internals internals,
            StandIns standIns,
            SocksRequests socks,
            ThreadLocal<RoutedRequest> connecting) {
        this.calls = calls;
        this.internals = internals;
        this.standIns = standIns;
        this.socks = socks;
        this.connecting = connecting;
    }

    /** The address to connect to for a request; null: the one that the name resolves to. */
    @Nullable
    Object addressOf(HttpRequest request) throws Throwable {
        ProxyChoice choice = socks.choiceOf(request);
        boolean changes = calls.rules().changesConnections();
        if ((choice == null && !changes) || request.uri() == null || internals.isConnect(request)) {
            return null;
        }
        if (choice != null) {
            Url url = Url.parse(request.uri().toString());
            ProxyServer server = choice.proxyFor(url.origin());
            if (server != null && server.isSocks()) {
                return standIns.behind(server, url.origin().host(), url.origin().port());
            }
        }
        return changes && !internals.hasProxy(request) ? ownAddress(request) : null;
    }

    /** After a fault of that. */
    @Nullable
    Object noAddress(Object request) {
        return socks.choiceOf(request) == null ? null : NotSent.because(NotSent.PAST_PROXY);
    }

    /** A host whose connections a route makes in its own way has connections of its own. */
    private @Nullable InetSocketAddress ownAddress(HttpRequest request) throws Throwable {
        Origin origin = Url.parse(request.uri().toString()).origin();
        NetworkSettings network = calls.rules().networkTo(origin);
        return network == null || !network.changesConnections() ? null : standIns.direct(origin.host(), origin.port());
    }

    /** What to connect to in the place of an address; null: the address itself. */
    @Nullable
    Object connectTo(InetSocketAddress address) throws Throwable {
        RoutedRequest request = connecting.get();
        InetSocketAddress other = instead(address, request);
        if (request != null) {
            noteAddress(request.send().attempt(), other == null ? address : other);
        }
        return other;
    }

    /** After a fault of that: a stand-in leads nowhere. */
    @Nullable
    Object connectToNone(InetSocketAddress address) {
        if (standIns.proxyOf(address) != null) {
            return NotSent.because(NotSent.PAST_PROXY);
        }
        String host = standIns.hostOf(address);
        return host == null ? null : new InetSocketAddress(host, address.getPort());
    }

    private @Nullable InetSocketAddress instead(InetSocketAddress address, @Nullable RoutedRequest request)
            throws Throwable {
        ProxyServer server = standIns.proxyOf(address);
        if (server != null) {
            return new InetSocketAddress(server.host(), server.port());
        }
        String host = standIns.hostOf(address);
        return host == null ? null : direct(host, address.getPort(), request);
    }

    private InetSocketAddress direct(String host, int port, @Nullable RoutedRequest request) throws Throwable {
        List<InetAddress> fixed = calls.rules().fixedAddresses(host);
        if (!fixed.isEmpty()) {
            return new InetSocketAddress(
                    InetAddress.getByAddress(host, fixed.get(0).getAddress()), port);
        }
        return request != null && request.send().network().refusesBogons()
                ? accepted(host, port, request.send().attempt())
                : new InetSocketAddress(host, port);
    }

    /** Where no answer is good enough, the client goes on as it does where there is none. */
    private static InetSocketAddress accepted(String host, int port, Attempt attempt) {
        try {
            List<InetAddress> answers = List.of(InetAddress.getAllByName(host));
            List<InetAddress> accepted = Answers.accepted(host, answers);
            if (!accepted.isEmpty()) {
                return new InetSocketAddress(accepted.get(0), port);
            }
            attempt.lookedUp(NameLookup.REFUSED);
            attempt.to(numeric(new InetSocketAddress(answers.get(0), port)));
        } catch (UnknownHostException noAnswer) {
            // Nothing to turn down.
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static void noteAddress(Attempt attempt, InetSocketAddress address) {
        if (address.isUnresolved()) {
            attempt.reached(Phase.DNS);
        } else {
            attempt.to(numeric(address));
        }
    }

    private static String numeric(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
