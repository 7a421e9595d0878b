package dev.detour.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.contract.Event;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service makes 200 calls a second on both clients while the gateway that it prefers is killed, and comes back. */
class FailoverServiceTest {
    private static final int RATE = 200;

    /** Of every answer: so that several calls are in flight when the gateway dies. Milliseconds. */
    private static final int DELAY = 10;

    /** More than are in flight by rate and delay, within the ten tokens that such calls have to move on with. */
    private static final int IN_FLIGHT = 6;

    /** Tokens that calls may move on with after what may have been acted on, at once; one each. */
    private static final int TOKENS = 10;

    /** Kinds of which it is not known whether the gateway has acted: those of calls that were in flight. */
    private static final Set<String> MAY_HAVE_BEEN_ACTED_ON =
            Set.of("reset_before_response", "closed_before_response", "stale_connection", "write_failed");

    /** Under way at once: where the machine is slower than the service calls, they would pile up. */
    private static final int MOST = RATE / 4;

    private static final Duration LONGEST_OPEN = Duration.ofSeconds(1);

    /** Until the next call comes, is answered, and its event has its time; however slow this machine is. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Gateway vendor = Gateway.plain();
    private final Gateway backup = Gateway.plain();
    private Gateway preferred = Gateway.plain();
    private int period;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @AfterEach
    void close() {
        vendor.close();
        backup.close();
        preferred.close();
        timer.shutdownNow();
    }

    /**
     * Calls are PUTs, which may be sent again even where the dead gateway may have acted on them. So that several are in
     * flight, and no more than may move on, however slow this machine is, the service holds its breath for that moment.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    void no_call_fails_when_the_preferred_gateway_dies_and_all_return_when_it_is_back(Jdk jdk) throws Exception {
        EventFile events = events();
        try (ChildJvm child = child(jdk, events, "PUT", MOST)) {
            await(child, RATE);
            List<Received> beforeItDied = killInFlight(child);
            int whileDead = callsOfBackup(child);
            Return back = bringBack(child);

            Ledger ledger = ledger(child, List.of(beforeItDied));
            System.out.println(jdk + ": " + ledger.size() + " calls, " + whileDead + " by the backup, "
                    + ledger.doubled().size() + " sent to both");

            assertThat(ledger.failed()).as(() -> troubles(events)).isEmpty();
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.foreign()).isEmpty();
            assertThat(vendor.received()).isEmpty();
            assertThat(whileDead).isGreaterThan(RATE);
            assertThat(ledger.doubled()).hasSizeBetween(1, IN_FLIGHT + 1);
            assertReturned(events, back);
            assertThat(child.end()).isZero();
        }
    }

    /**
     * Nobody holds their breath, but where this machine is slow no more calls are made than may move on. It dies as a
     * request arrives, a GET or a POST. A call that was certainly not acted on never fails. Of those in flight GETs move
     * on, and POSTs fail: another gateway might act on them again; what has begun to answer breaks off.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    @Tag("matrix")
    void under_full_load_nothing_fails_but_what_may_not_be_sent_again(Jdk jdk) throws Exception {
        EventFile events = events();
        List<List<Received>> lives = new ArrayList<>();
        List<Return> returns = new ArrayList<>();
        try (ChildJvm child = child(jdk, events, "GET,POST", IN_FLIGHT)) {
            await(child, RATE);
            for (String request : List.of("GET by Java", "POST by Java", "POST by okhttp")) {
                lives.add(killAtArrivalOf(request));
                assertThat(callsOfBackup(child)).isGreaterThan(RATE);
                returns.add(bringBack(child));
            }
            Ledger ledger = ledger(child, lives);
            assertThat(child.end()).isZero();

            List<Event> failed =
                    events.all(event -> event.is("event", "call_failed") || event.is("event", "stream_failed"));
            List<Event> moved = events.all(event -> event.is("decision", "move"));
            System.out.println(jdk + ": " + ledger.size() + " calls, " + failed.size() + " failed, "
                    + moved.size() + " moved on, "
                    + moved.stream()
                            .filter(FailoverServiceTest::mayHaveBeenActedOn)
                            .count()
                    + " of them after what may have been acted on");

            assertThat(failed)
                    .as(() -> troubles(events))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(lives.size() * TOKENS)
                    .allSatisfy(event -> {
                        if (event.is("reason", "delivered")) {
                            return; // the answer had begun: nothing is sent again, whatever the method
                        }
                        assertThat(event.get("method")).isEqualTo("POST");
                        assertThat(event.get("reason")).isEqualTo("unsafe");
                        // OkHttp tries such a call once more by itself, and shows what it then meets.
                        assertThat(mayHaveBeenActedOn(event)
                                        || (event.is("client", "okhttp") && event.is("kind", "connect_refused")))
                                .as(event.line())
                                .isTrue();
                    });
            assertThat(ledger.failed()).hasSameSizeAs(failed);
            assertThat(ledger.failed()).containsAll(ledger.lost());
            assertThat(ledger.atSeveral("POST")).isEmpty();
            assertThat(ledger.doubled("GET")).isNotEmpty();
            assertThat(moved).anyMatch(event -> event.is("kind", "connect_refused"));
            assertThat(ledger.foreign()).isEmpty();
            assertThat(vendor.received()).isEmpty();
            returns.forEach(back -> assertReturned(events, back));
        }
    }

    private static boolean mayHaveBeenActedOn(Event event) {
        return MAY_HAVE_BEEN_ACTED_ON.contains(event.get("kind"));
    }

    private EventFile events() {
        return new EventFile(folder.resolve("events.jsonl"));
    }

    private ChildJvm child(Jdk jdk, EventFile events, String methods, int most) throws Exception {
        backup.answer(this::late);
        preferred.answer(this::late);
        ChildJvm child = ChildJvm.on(jdk)
                .with(Library.okHttp("4.12.0"))
                .agent(config(events.path()).toString())
                .start();
        child.client("service", new Library("service", "dev.detour.it.programs.Service", ""), service(methods, most));
        return child;
    }

    private Ledger ledger(ChildJvm child, List<List<Received>> lives) {
        Ledger ledger =
                new Ledger(ask(child, Fields.none().with("way", "ledger")).require("body"));
        for (int i = 0; i < lives.size(); i++) {
            ledger.saw("life " + i, "key-of-preferred", "/p", lives.get(i));
        }
        ledger.saw("backup", "key-of-backup", "/b", backup.received());
        ledger.saw("the last life", "key-of-preferred", "/p", preferred.received());
        return ledger;
    }

    /** What the agent says of the calls that failed. */
    private static String troubles(EventFile events) {
        return events
                .all(event ->
                        event.is("event", "call_failed") || event.get("event").startsWith("breaker"))
                .stream()
                .limit(20)
                .map(Event::line)
                .collect(Collectors.joining("\n"));
    }

    private List<Received> killInFlight(ChildJvm child) throws InterruptedException {
        ask(child, Fields.none().with("way", "pause"));
        preferred.answer(request -> Answer.text(request.text()).heldBy(new CountDownLatch(1)));
        int before = preferred.received().size();
        ask(child, Fields.none().with("way", "begin").with("count", IN_FLIGHT));
        preferred.await(before + IN_FLIGHT);
        preferred.close();
        List<Received> all = preferred.received();
        ask(child, Fields.none().with("way", "resume"));
        return all;
    }

    private List<Received> killAtArrivalOf(String wanted) throws InterruptedException {
        CountDownLatch dead = new CountDownLatch(1);
        Gateway dying = preferred;
        dying.answer(request -> {
            Answer answer = late(request);
            String seen = request.method() + " by " + request.header("user-agent");
            if (seen.startsWith(wanted)) {
                dying.kill();
                dead.countDown();
            }
            return answer;
        });
        assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        return dying.received();
    }

    private int callsOfBackup(ChildJvm child) {
        enter(child);
        await(child, 2 * RATE);
        return backup.received().size();
    }

    /** Between these two times it could be reached again. */
    private record Return(Instant begun, Instant done) {}

    private Return bringBack(ChildJvm child) throws InterruptedException {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS); // as events write it
        preferred = preferred.again(this::late);
        Return back = new Return(begun, Instant.now());
        preferred.await(RATE);
        enter(child);
        await(child, RATE);
        return back;
    }

    /**
     * The first probe after the return closed the breaker: it opened at most once more, by a probe that had come too
     * early. It was open no longer than it said.
     */
    private static void assertReturned(EventFile events, Return back) {
        Event closed = events.await(
                event -> event.is("event", "breaker_closed") && !time(event).isBefore(back.begun()));
        List<Event> opened = events.all(
                event -> event.is("event", "breaker_opened") && time(event).isBefore(time(closed)));
        assertThat(opened)
                .filteredOn(event -> time(event).isAfter(back.done()))
                .as("probes that came too early")
                .hasSizeLessThanOrEqualTo(1);

        Event last = opened.stream()
                .max(Comparator.comparing(FailoverServiceTest::time))
                .orElseThrow();
        Instant begin = time(last).isAfter(back.done()) ? time(last) : back.done();
        assertThat(Duration.between(begin, time(closed)))
                .isLessThan(
                        Duration.ofMillis(Long.parseLong(last.get("open_ms"))).plus(SLACK));
    }

    private static Instant time(Event event) {
        return Instant.parse(event.get("time"));
    }

    private Answer late(Received request) {
        CountDownLatch due = new CountDownLatch(1);
        timer.schedule(due::countDown, DELAY, TimeUnit.MILLISECONDS);
        return Answer.text("call " + Ledger.number(request)).heldBy(due);
    }

    private Path config(Path events) throws Exception {
        return Files.writeString(folder.resolve("detour.yaml"), """
                telemetry: {events: %s}
                routes:
                  - name: vendor
                    match: %s/a
                    to:
                      - {name: preferred, url: %s/p, credentials: strip, headers: {x-api-key: key-of-preferred}}
                      - {name: backup, url: %s/b, credentials: strip, headers: {x-api-key: key-of-backup}}
                    breaker: {failures: 3, open: 200ms..%dms}
                    retry: {budget: 100%%}  # a slow machine may find more dead connections in its pools than the default pays for
                """.formatted(
                        events,
                        vendor.url("127.0.0.1"),
                        preferred.url("127.0.0.1"),
                        backup.url("127.0.0.1"),
                        LONGEST_OPEN.toMillis()));
    }

    private Fields service(String methods, int most) {
        return Fields.none()
                .with("url", vendor.url("127.0.0.1") + "/a")
                .with("rate", RATE)
                .with("method", methods)
                .with("most", most)
                .with("key", "key-of-application");
    }

    private void enter(ChildJvm child) {
        ask(child, Fields.none().with("way", "enter").with("period", ++period));
    }

    private static void await(ChildJvm child, int calls) {
        ask(child, Fields.none().with("way", "await").with("count", calls));
    }

    private static Fields ask(ChildJvm child, Fields what) {
        Fields answer = child.call("service", what);
        assertThat(answer.get("exception.text")).as(what.toString()).isNull();
        return answer;
    }
}
