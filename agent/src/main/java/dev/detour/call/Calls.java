package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Providers;
import dev.detour.network.ExtendedTls;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyServer;
import dev.detour.network.TlsExtender;
import dev.detour.retry.RetryBudgets;
import dev.detour.route.Signed;
import dev.detour.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Where the clients' hooks come in: finds out what becomes of a call, by the rules that are in force now. */
public final class Calls {
    private final Ticker ticker;
    private final DoubleSupplier random;
    private volatile Classifier classifier;
    private final RetryBudgets budgets;
    private final TlsExtender tls = new TlsExtender();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closing;
    private volatile Rules rules;
    private volatile Telemetry telemetry;

    public Calls(Rules rules, Telemetry telemetry, Ticker ticker, DoubleSupplier random) {
        this.rules = rules;
        this.telemetry = telemetry;
        this.ticker = ticker;
        this.random = random;
        this.classifier = classifier(rules);
        this.budgets = new RetryBudgets();
    }

    /** Puts other rules in force: for every call that begins from now on. */
    public void use(Rules others, Telemetry listener) {
        telemetry = listener;
        classifier = classifier(others);
        rules = others;
    }

    private Classifier classifier(Rules current) {
        return new Classifier(Providers.KNOWN, current.secrets(), ticker);
    }

    public Rules rules() {
        return rules;
    }

    /** Whether some route may want calls to this host: cheap, for the calls that none wants. */
    public boolean concerns(String host) {
        return rules.hosts().contain(host);
    }

    /** The call as its route wants it; null: no route wants it, and it goes as without us. */
    public @Nullable Call open(Asked asked) {
        if (closing) {
            return null;
        }
        Rules current = rules;
        for (RouteRules route : current.routes()) {
            if (route.route().match(asked.url()) != null) {
                if (current.observesOnly() || isSignedAway(asked, route)) {
                    return null;
                }
                underWay.incrementAndGet();
                return new Call(this, current, route, asked);
            }
        }
        return null;
    }

    /** A request that is signed over its URL or host would be refused at any other. */
    private boolean isSignedAway(Asked asked, RouteRules route) {
        if (route.paths().get(0).path().base() == null || !Signed.isSigned(asked)) {
            return false;
        }
        telemetry.leftAlone(
                asked.url().withoutQuery(), "the request is signed over its URL, which a route would change");
        return true;
    }

    /**
     * Tells of a call that went as without us, if it failed: no route wanted it, or the configuration only observes.
     */
    public void observe(Supplier<? extends Asked> call, Outcome outcome) {
        Asked asked = call.get();
        Attempt attempt = new Attempt(1, asked.url(), null, ticker.nanos());
        Rules current = rules;
        RouteRules route = current.routeOf(asked.url());
        Failure failure = classifier.classify(attempt, outcome, asked, route == null ? null : route.provider());
        if (failure == null || failure.kind() == FailureKind.CANCELLED) {
            return;
        }
        if (route != null && current.observesOnly()) {
            Decision would = new Call(this, current, route, asked).wouldHave(attempt, outcome, failure);
            telemetry.wouldHave(Reports.of(asked, route, attempt, failure, would)
                    .callId(Reports.newId())
                    .build());
        } else {
            telemetry.callFailed(Reports.of(asked, route, attempt, failure, null)
                    .callId(Reports.newId())
                    .build());
        }
    }

    /** What TLS to this origin is made with; null: the application's own stays. */
    public @Nullable SSLContext contextFor(Origin origin, SSLContext applications) {
        NetworkSettings network = rules.networkTo(origin);
        if (network == null || !changesTls(network)) {
            return null;
        }
        return told(origin, tls.extend(applications, network.trust(), network.clientCertificate()))
                .context();
    }

    /** Likewise for a client that keeps only a context's socket factory; its trust manager comes with it. */
    public @Nullable ExtendedTls tlsFor(Origin origin, SSLSocketFactory applications) {
        NetworkSettings network = rules.networkTo(origin);
        if (network == null || !changesTls(network)) {
            return null;
        }
        ExtendedTls extended = told(origin, tls.extend(applications, network.trust(), network.clientCertificate()));
        return extended.socketFactory() == null ? null : extended;
    }

    private static boolean changesTls(NetworkSettings network) {
        return !network.trust().isEmpty() || network.clientCertificate() != null;
    }

    private ExtendedTls told(Origin origin, ExtendedTls extended) {
        String refusal = extended.refusal();
        if (refusal != null) {
            telemetry.leftAlone(origin.toString(), refusal);
        }
        return extended;
    }

    /** The proxy of ours at this address; null where there is none. */
    public @Nullable ProxyServer proxyAt(InetSocketAddress address) {
        return rules.proxies().at(address.getHostString(), address.getPort());
    }

    /**
     * Routes no more calls, and waits for those under way until each has its answer's head or its failure: their next
     * connection must still be made as their route says. Called before the clients are given back.
     *
     * @param patience how long to wait at the most; a call that takes longer goes on as it can
     */
    public void drain(Duration patience) throws InterruptedException {
        closing = true;
        long deadline = ticker.nanos() + patience.toNanos();
        synchronized (underWay) {
            for (long left = patience.toMillis(); underWay.get() > 0 && left > 0; left = millisTo(deadline)) {
                underWay.wait(left);
            }
        }
    }

    private long millisTo(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - ticker.nanos());
    }

    void ended() {
        if (underWay.decrementAndGet() == 0 && closing) {
            synchronized (underWay) {
                underWay.notifyAll();
            }
        }
    }

    /** Something of ours went wrong; the call goes on without us. */
    public void fault(Throwable fault) {
        telemetry.agentError(fault);
    }

    Ticker ticker() {
        return ticker;
    }

    double random() {
        return random.getAsDouble();
    }

    Classifier classifier() {
        return classifier;
    }

    RetryBudgets budgets() {
        return budgets;
    }

    Telemetry telemetry() {
        return telemetry;
    }
}
