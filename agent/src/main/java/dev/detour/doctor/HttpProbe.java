package dev.detour.doctor;

import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Phase;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Genuineness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A request that costs nothing and holds no key, over HTTP/1.1, whose phases can be told apart; who answers it; and, where
 * asked for, whether its connection lives through silence. That an API refuses a request without a key shows that it is
 * there.
 */
final class HttpProbe implements Probe {
    private static final String[] HTTP_1 = {"http/1.1"};

    /** What a request without a key may get from an API that is well. */
    private static final Set<FailureKind> WELL =
            Set.of(FailureKind.AUTH_REJECTED, FailureKind.REQUEST_REJECTED, FailureKind.NOT_FOUND);

    /** Clocks of machines that nobody sets differ by seconds; certificates and signatures begin to fail at five minutes. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    @Override
    public Step step() {
        return Step.HTTP;
    }

    @Override
    public boolean concerns(Visit visit) {
        return true;
    }

    @Override
    public void run(Visit visit) throws IOException {
        Trust trust = Trust.of(visit.instruments().trustStore(), visit.course());
        HttpAsk ask = visit.free();
        try (Trip trip = visit.trip()) {
            HttpHead head;
            boolean whole;
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try {
                open(visit, trip, trust);
                head = trip.ask(ask, visit.instruments().timeout());
                whole = read(visit, trip, head, body);
            } catch (IOException | RuntimeException failed) {
                visit.add(timed(visit, trip, Finding.failed(Step.HTTP, visit.name(trip, failed, trust.chain())))
                        .fact("asked", ask.target().withoutQuery()));
                return;
            }
            Finding finding = visit.add(timed(visit, trip, judged(visit, trip, ask, head, body.toByteArray()))
                    .fact("asked", "GET " + ask.target().withoutQuery())
                    .fact("server", head.header("server"))
                    .fact("via", head.header("via"))
                    .fact("location", head.header("location")));
            idle(visit, trip, head, whole, ask, finding);
        }
    }

    private static void open(Visit visit, Trip trip, Trust trust) throws IOException {
        trip.connect(visit.address());
        trip.tunnel();
        if (visit.course().target().origin().isSecure()) {
            trip.secure(trust, visit.course().target().origin().host(), HTTP_1);
        }
    }

    /** As much as an error needs; an event stream has no end to wait for. */
    private static boolean read(Visit visit, Trip trip, HttpHead head, ByteArrayOutputStream body) throws IOException {
        int most = head.says("content-type", "text/event-stream") ? 1 : BodyStart.MOST;
        return trip.body(head, visit.instruments().timeout(), most, (bytes, length) -> body.write(bytes, 0, length));
    }

    private static Finding.Builder judged(Visit visit, Trip trip, HttpAsk ask, HttpHead head, byte[] body) {
        Outcome outcome = outcome(head, body);
        String provider = visit.course().provider();
        Failure failure = visit.instruments().classifier().classify(trip.attempt(), outcome, ask, provider);
        Genuineness genuineness = visit.instruments().classifier().genuineness(trip.attempt(), outcome, ask, provider);
        String said = head.status() + ", " + genuineness.wording();
        if (failure != null && !isWell(failure, genuineness, head)) {
            Finding.Builder wrong =
                    Finding.failed(Step.HTTP, failure).fact("answer", said).fact("status", head.status());
            // An API may have no list of models: whether the URL is right is then for the paid request to say.
            boolean open = failure.kind() == FailureKind.WRONG_BASE_URL
                    && visit.instruments().paid() != null;
            return open ? wrong.detail() : wrong;
        }
        Finding.Builder finding = clock(visit, head, said + meaning(head));
        return finding.fact("answer", said).fact("status", head.status());
    }

    static Outcome outcome(HttpHead head, byte[] body) {
        return Outcome.answered(head.status(), head::header, BodyStart.of(body, head.header("content-encoding")));
    }

    /** A 405 says that the path is there and wants POST; only a page says nothing of an API. */
    private static boolean isWell(Failure failure, Genuineness genuineness, HttpHead head) {
        boolean isOfApi = genuineness == Genuineness.PROVIDER || genuineness == Genuineness.DATA;
        boolean wantsPost = head.status() == 405 && genuineness != Genuineness.PAGE;
        return wantsPost || (isOfApi && WELL.contains(failure.kind()));
    }

    private static String meaning(HttpHead head) {
        switch (head.status()) {
            case 401:
            case 403:
                return ": the API answers (no key was sent)";
            case 405:
                return ": the path is there (it wants another method)";
            default:
                return "";
        }
    }

    private static Finding.Builder clock(Visit visit, HttpHead head, String said) {
        Instant theirs = date(head.header("date"));
        Instant now = visit.instruments().ticker().now();
        if (theirs == null || Duration.between(theirs, now).abs().compareTo(CLOCKS_DIFFER) < 0) {
            return Finding.ok(Step.HTTP, said);
        }
        return Finding.odd(
                Step.HTTP, Remark.CLOCK_WRONG, said + "; its clock says " + theirs + ", this machine's " + now);
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return header == null
                    ? null
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static Finding.Builder timed(Visit visit, Trip trip, Finding.Builder finding) {
        StringJoiner split = new StringJoiner(", ");
        long total = 0;
        if (visit.nameMillis() >= 0) {
            split.add("name " + visit.nameMillis());
            total += visit.nameMillis();
        }
        for (Map.Entry<Phase, Long> phase : trip.millis().entrySet()) {
            if (phase.getKey() != Phase.BODY) {
                split.add(word(phase.getKey()) + " " + phase.getValue());
                total += phase.getValue();
            }
        }
        return finding.fact("time in ms", split).millis(total);
    }

    private static String word(Phase phase) {
        return phase == Phase.WRITE ? "request" : phase == Phase.FIRST_BYTE ? "first byte" : phase.code();
    }

    private static void idle(Visit visit, Trip trip, HttpHead head, boolean whole, HttpAsk ask, Finding answered) {
        Duration idle = visit.instruments().idle();
        if (idle == null) {
            return;
        }
        if (answered.grade() == Grade.FAILED || !whole || !HttpReader.isReusable(head)) {
            visit.add(Finding.of(
                    Step.IDLE,
                    Grade.SKIPPED,
                    answered.grade() == Grade.FAILED
                            ? "http failed"
                            : "the server keeps no connection open after this answer"));
            return;
        }
        visit.add(IdleConnection.hold(visit, trip, ask, idle));
    }
}
