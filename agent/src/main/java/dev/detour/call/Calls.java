package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.Breakers;
import dev.detour.breaker.Lane;
import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Memo;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.network.ExtendedTls;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyServer;
import dev.detour.network.TlsExtender;
import dev.detour.retry.RetryBudgets;
import dev.detour.route.Signed;
import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Gauges;
import dev.detour.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Where the clients' hooks come in: finds out what becomes of a call, by the rules that are in force now. */
public final class Calls {
    private final Ticker ticker;
    private final DoubleSupplier random;
    private final RetryBudgets budgets;
    private final Breakers breakers;
    private final Memo<String, Url> urls = new Memo<>(Url::parse, String::length);
    private final TlsExtender tls = new TlsExtender();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong reloads = new AtomicLong();
    private final Pauses pauses = new Pauses();
    private volatile boolean closing;
    private volatile boolean drained;
    private volatile InForce inForce;

    /** What a call sees from its beginning to its end: the secrets of other rules would not be those that it sends. */
    static final class InForce {
        private final Rules rules;
        private final Telemetry telemetry;
        private final Plans plans;
        private final Ticker ticker;
        private volatile @Nullable Classifier classifier;

        InForce(Rules rules, Telemetry telemetry, Plans plans, Ticker ticker) {
            this.rules = rules;
            this.telemetry = telemetry;
            this.plans = plans;
            this.ticker = ticker;
        }

        /** Made for the first call: an application that has made a client may never call. Two that race make the same. */
        Classifier classifier() {
            Classifier made = classifier;
            if (made == null) {
                made = new Classifier(rules.providers(), rules.secrets(), ticker);
                classifier = made;
            }
            return made;
        }

        Telemetry telemetry() {
            return telemetry;
        }
    }

    public Calls(Rules rules, Telemetry telemetry, Ticker ticker, DoubleSupplier random) {
        this.ticker = ticker;
        this.random = random;
        this.budgets = new RetryBudgets();
        this.breakers = new Breakers(random, new BreakerReports(this::telemetry));
        this.inForce = inForce(rules, telemetry, 0);
    }

    private InForce inForce(Rules rules, Telemetry telemetry, long number) {
        return new InForce(rules, telemetry, new Plans(rules, breakers, budgets, number), ticker);
    }

    /** Puts other rules in force: for every call that begins from now on. */
    public void use(Rules others, Telemetry listener) {
        long number = reloads.incrementAndGet();
        inForce = inForce(others, listener, number);
        breakers.retain(
                (lane, policy) -> others.routes().stream().anyMatch(route -> route.guards(lane, policy)), number);
    }

    public Rules rules() {
        return inForce.rules;
    }

    /**
     * The URL that a client asks for. One with a query or a user, which may be secret, is not
     * remembered.
     *
     * @throws IllegalArgumentException as {@link Url#parse}
     */
    public Url url(String text) {
        return text.indexOf('?') < 0 && text.indexOf('@') < 0 ? urls.of(text) : Url.parse(text);
    }

    /** Whether some route may want calls to this host: cheap, for the calls that none wants. */
    public boolean concerns(String host) {
        return inForce.rules.hosts().contain(host);
    }

    /** The application's span that is current on this thread, for the calls that are made here; null: there is none. */
    public @Nullable CallerSpan callersSpan() {
        return telemetry().callersSpan();
    }

    /** The call as its route wants it; null: no route wants it, and it goes as without us. */
    public @Nullable Call open(Asked asked) {
        return open(asked, null);
    }

    /**
     * The same, for a client that has come to another thread.
     *
     * @param known the span where the call was made; null: that of this thread
     */
    public @Nullable Call open(Asked asked, @Nullable CallerSpan known) {
        if (closing) {
            return null;
        }
        InForce current = inForce;
        Plan plan = current.rules.observesOnly() ? null : current.plans.of(asked.url());
        if (plan == null) {
            return null;
        }
        List<Way> usable = usable(current, plan, asked);
        if (usable.isEmpty()) {
            return null;
        }
        underWay.incrementAndGet();
        if (closing) {
            ended(); // who drains has not seen it
            return null;
        }
        try {
            CallerSpan span = known == null ? current.telemetry.callersSpan() : known;
            return new Call(this, current, plan.route(), usable, asked, span);
        } catch (RuntimeException | Error fault) {
            ended();
            throw fault;
        }
    }

    /** A request that is signed over its URL or host would be refused at any other: it may only take the paths there. */
    private List<Way> usable(InForce current, Plan plan, Asked asked) {
        if (!plan.route().rewrites()) {
            return plan.ways();
        }
        List<Way> callable = callable(current, plan, asked);
        if (!Signed.isSigned(asked)) {
            return callable;
        }
        current.telemetry.leftAlone(
                asked.url().withoutQuery(), "the request is signed over its URL, which a route would change");
        return callable.stream()
                .filter(way -> way.path().path().base() == null)
                .collect(Collectors.toUnmodifiableList());
    }

    /** A client that cannot call a path's host takes the others; where there are none it calls as without us. */
    private static List<Way> callable(InForce current, Plan plan, Asked asked) {
        List<Way> callable = plan.ways();
        for (int i = 0; i < plan.ways().size(); i++) { // at every call: without an iterator
            Way way = plan.ways().get(i);
            Url base = way.path().path().base();
            if (base != null && !asked.canCall(base.origin())) {
                current.telemetry.leftAlone(
                        base.withoutQuery(),
                        asked.client() + " cannot call a host of this name: it takes no such path");
                callable = callable.stream().filter(other -> other != way).collect(Collectors.toUnmodifiableList());
            }
        }
        return callable;
    }

    /** Whether {@link #observe} is to be told of an answer with this status; one that it need not be told is counted. */
    public boolean observes(int status) {
        Telemetry telemetry = telemetry();
        if (status >= 400 || telemetry.wantsSuccesses()) {
            return true;
        }
        telemetry.countSuccess();
        return false;
    }

    /**
     * Tells what became of a call that went as without us: no route wanted it, or the configuration only observes.
     *
     * @param startedNanos the reading of {@link System#nanoTime} when it began
     * @param span where the call was made; null: there was none
     * @param facts writes down what its client can tell of it
     */
    public void observe(
            Supplier<? extends Asked> call,
            Outcome outcome,
            long startedNanos,
            @Nullable CallerSpan span,
            Consumer<Attempt> facts) {
        Asked asked = call.get();
        Attempt attempt = new Attempt(1, asked.url(), null, startedNanos);
        if (outcome.failure() == null) {
            attempt.answeredAt(ticker.nanos());
        }
        facts.accept(attempt);
        InForce current = inForce;
        RouteRules route = current.rules.routeOf(asked.url());
        Telemetry telemetry = current.telemetry;
        Failure failure =
                current.classifier().classify(attempt, outcome, asked, route == null ? null : route.provider());
        if (failure == null) {
            telemetry.callSucceeded(Reports.answered(observed(asked, null, attempt, null, null), outcome)
                    .build());
        } else if (failure.kind() == FailureKind.CANCELLED) {
            return;
        } else if (route != null && current.rules.observesOnly()) {
            List<Way> ways = Objects.requireNonNull(current.plans.of(asked.url()), "of a URL that has a route")
                    .ways();
            Decision would = new Call(this, current, route, ways, asked, null).wouldHave(attempt, outcome, failure);
            telemetry.wouldHave(
                    observed(asked, route, attempt, failure, would).span(span).build());
        } else {
            telemetry.callFailed(
                    observed(asked, route, attempt, failure, null).span(span).build());
        }
    }

    private CallReport.Builder observed(
            Asked asked,
            @Nullable RouteRules route,
            Attempt attempt,
            @Nullable Failure failure,
            @Nullable Decision would) {
        return Reports.of(asked, route, attempt, failure, would)
                .callId(Reports.newId())
                .callMillis(TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - attempt.startedNanos()));
    }

    /** What is left of the retry budget of each origin. */
    public List<Gauges.Budget> budgetsLeft() {
        return budgets.all().entrySet().stream()
                .map(budget -> Gauges.Budget.of(
                        budget.getKey().toString(), budget.getValue().left()))
                .collect(Collectors.toList());
    }

    /** The state of each breaker. */
    public List<Gauges.Breaker> breakerStates() {
        long now = ticker.nanos();
        return breakers.all().entrySet().stream()
                .map(entry -> breakerState(entry.getKey(), entry.getValue().state(now)))
                .collect(Collectors.toList());
    }

    private static Gauges.Breaker breakerState(Lane lane, Breaker.State state) {
        return Gauges.Breaker.of(
                lane.route(), lane.path(), lane.origin().toString(), Gauges.State.valueOf(state.name()));
    }

    /** What TLS to this origin is made with; null: the application's own stays. */
    public @Nullable SSLContext contextFor(Origin origin, SSLContext applications) {
        NetworkSettings network = inForce.rules.networkTo(origin);
        if (network == null || !changesTls(network)) {
            return null;
        }
        return told(origin, tls.extend(applications, network.trust(), network.clientCertificate()))
                .context();
    }

    /** Likewise for a client that keeps only a context's socket factory; its trust manager comes with it. */
    public @Nullable ExtendedTls tlsFor(Origin origin, SSLSocketFactory applications) {
        NetworkSettings network = inForce.rules.networkTo(origin);
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
            telemetry().leftAlone(origin.toString(), refusal);
        }
        return extended;
    }

    /** The proxy of ours at this address; null where there is none. */
    public @Nullable ProxyServer proxyAt(InetSocketAddress address) {
        return inForce.rules.proxies().at(address.getHostString(), address.getPort());
    }

    /**
     * Routes no more calls, and waits for those under way until each has its answer's head or its failure: their next
     * connection must still be made as their route says. What waits to be sent again is sent at once; once this is over,
     * nothing is. Called before the clients are given back.
     *
     * @param patience how long to wait at the most; a call that takes longer goes on as it can
     */
    public void drain(Duration patience) throws InterruptedException {
        closing = true;
        pauses.cutShort();
        long deadline = ticker.nanos() + patience.toNanos();
        try {
            synchronized (underWay) {
                for (long left = patience.toMillis(); !isIdle() && left > 0; left = millisTo(deadline)) {
                    underWay.wait(left);
                }
            }
        } finally {
            drained = true;
        }
    }

    /** Whether the clients are given back: what would be sent now would not go as its route says. */
    boolean isDrained() {
        return drained;
    }

    Pauses pauses() {
        return pauses;
    }

    /** Whether no call is under way. */
    boolean isIdle() {
        return underWay.get() == 0;
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
        telemetry().agentError(fault);
    }

    Ticker ticker() {
        return ticker;
    }

    RetryBudgets budgets() {
        return budgets;
    }

    Breakers breakers() {
        return breakers;
    }

    /** From 0, below 1. */
    DoubleSupplier random() {
        return random;
    }

    Telemetry telemetry() {
        return inForce.telemetry;
    }
}
