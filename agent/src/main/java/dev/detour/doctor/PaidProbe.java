package dev.detour.doctor;

import dev.detour.exchange.Outcome;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Url;
import dev.detour.failure.EventStream;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The smallest request that a model answers, as a stream: whether the key is good, and whether the stream flows. */
final class PaidProbe implements Probe {
    private static final String[] HTTP_1 = {"http/1.1"};

    /** Models queue and think: this many times the usual limit. */
    private static final int PATIENCE = 6;

    /** Of a stream that flows, pieces come over time; where all came in this share of it, it was collected. */
    private static final double AT_ONCE = 0.05;

    /** A shorter stream may well come at once. */
    private static final long TELLING_MILLIS = 500;

    private static final int TELLING_EVENTS = 3;

    @Override
    public Step step() {
        return Step.REQUEST;
    }

    @Override
    public boolean concerns(Visit visit) {
        return visit.instruments().paid() != null;
    }

    @Override
    public void run(Visit visit) throws IOException {
        Paid paid = Objects.requireNonNull(visit.instruments().paid(), "asked for");
        PaidRequest request = PaidRequest.of(visit.course(), visit.instruments().api(), paid);
        String trouble = request.trouble();
        if (trouble != null) {
            visit.add(Finding.failed(Step.REQUEST, FailureKind.INVALID_REQUEST, trouble)
                    .hint(Remark.KEY_MALFORMED.hint()));
            return;
        }
        if (request.wouldTellKey()) {
            visit.add(Finding.of(Step.REQUEST, Grade.SKIPPED, "not sent: a key does not go over plain http"));
            return;
        }
        send(visit, request.ask());
    }

    private static void send(Visit visit, HttpAsk ask) throws IOException {
        Trust trust = Trust.of(visit.instruments().trustStore(), visit.course());
        Duration patience = visit.instruments().timeout().multipliedBy(PATIENCE);
        try (Trip trip = visit.trip()) {
            Arrivals arrivals = new Arrivals(visit);
            HttpHead head = null;
            EventStream events = null;
            try {
                trip.connect(visit.address());
                trip.tunnel();
                Url target = visit.course().target();
                if (target.origin().isSecure()) {
                    trip.secure(trust, target.origin().host(), HTTP_1);
                }
                long asked = visit.instruments().ticker().nanos();
                head = trip.ask(ask, patience);
                events = visit.instruments()
                        .classifier()
                        .events(
                                Outcome.answered(head.status(), head::header),
                                ask,
                                visit.course().provider());
                arrivals.begin(asked, events);
                trip.body(head, patience, 0, arrivals);
            } catch (IOException | RuntimeException failed) {
                Finding.Builder finding = Finding.failed(
                        head == null ? Step.REQUEST : Step.STREAM, visit.name(trip, failed, trust.chain()));
                visit.add(finding.millis(trip.millis().getOrDefault(Phase.FIRST_BYTE, -1L)));
                return;
            }
            judge(visit, trip, ask, head, arrivals, events);
        }
    }

    private static void judge(
            Visit visit, Trip trip, HttpAsk ask, HttpHead head, Arrivals arrivals, @Nullable EventStream events) {
        Outcome outcome = HttpProbe.outcome(head, arrivals.bytes());
        Failure failure = visit.instruments()
                .classifier()
                .classify(trip.attempt(), outcome, ask, visit.course().provider());
        long firstByte = trip.millis().getOrDefault(Phase.FIRST_BYTE, -1L);
        String said = head.status() + ", "
                + visit.instruments()
                        .classifier()
                        .genuineness(
                                trip.attempt(), outcome, ask, visit.course().provider())
                        .wording();
        if (failure != null) {
            visit.add(Finding.failed(Step.REQUEST, failure)
                    .fact("answer", said)
                    .fact("status", head.status())
                    .millis(firstByte));
            return;
        }
        visit.add(Finding.ok(Step.REQUEST, head.status() + ": the key and the model are accepted")
                .fact("first byte", Wording.duration(firstByte))
                .millis(firstByte));
        if (head.says("content-type", "text/event-stream")) {
            visit.add(stream(head, arrivals, events));
        } else {
            visit.add(Finding.of(Step.STREAM, Grade.ODD, "a stream was asked for, and none came")
                    .fact("content-type", head.header("content-type")));
        }
    }

    private static Finding.Builder stream(HttpHead head, Arrivals arrivals, @Nullable EventStream events) {
        if (events != null && events.error() != null) {
            return Finding.failed(Step.STREAM, events.error());
        }
        Failure missing = events == null ? null : events.ended();
        if (missing != null) {
            return Finding.failed(Step.STREAM, missing);
        }
        String said = arrivals.count + " events in " + Wording.duration(arrivals.totalMillis());
        boolean declared = head.header("content-length") != null;
        if (declared || arrivals.cameAtOnce()) {
            return Finding.odd(
                            Step.STREAM,
                            Remark.STREAM_BUFFERED,
                            said + (declared ? ", with a declared length: it was collected first" : ", all at its end"))
                    .fact("first piece after", Wording.duration(arrivals.firstMillis()));
        }
        return Finding.ok(Step.STREAM, said + ", the first after " + Wording.duration(arrivals.firstMillis()))
                .millis(arrivals.totalMillis());
    }

    /** When which piece came. */
    private static final class Arrivals implements Trip.Listener {
        private final Visit visit;
        private final List<Long> nanos = new ArrayList<>();
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private @Nullable EventStream events;
        private long asked;
        private int count;
        private int previous;

        Arrivals(Visit visit) {
            this.visit = visit;
        }

        void begin(long askedNanos, @Nullable EventStream looking) {
            asked = askedNanos;
            events = looking;
        }

        @Override
        public void received(byte[] bytes, int length) {
            nanos.add(visit.instruments().ticker().nanos());
            EventStream looking = events;
            if (looking != null) {
                looking.passed(ByteBuffer.wrap(bytes, 0, length));
            }
            if (all.size() < 64 << 10) {
                all.write(bytes, 0, length);
            }
            for (int i = 0; i < length; i++) {
                count += bytes[i] == '\n' && previous == '\n' ? 1 : 0;
                previous = bytes[i] == '\r' ? previous : bytes[i];
            }
        }

        byte[] bytes() {
            return all.toByteArray();
        }

        long firstMillis() {
            return nanos.isEmpty() ? 0 : (nanos.get(0) - asked) / 1_000_000;
        }

        long totalMillis() {
            return nanos.isEmpty() ? 0 : (nanos.get(nanos.size() - 1) - asked) / 1_000_000;
        }

        boolean cameAtOnce() {
            long total = totalMillis();
            return count >= TELLING_EVENTS && total >= TELLING_MILLIS && total - firstMillis() <= total * AT_ONCE;
        }
    }
}
