package dev.detour.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service makes 200 calls a second on both clients while the gateway that it prefers is killed, and comes back. Its
 * calls are PUTs, which may be sent again even where the dead gateway may have acted on them.
 */
class FailoverServiceTest {
    private static final int RATE = 200;

    /** Of every answer: so that several calls are in flight when the gateway dies. Milliseconds. */
    private static final int DELAY = 10;

    /**
     * When it is killed: moving on after what may have been acted on takes a token each, and there are ten. So that no
     * more are in flight, however slow this machine is, the service holds its breath for that moment.
     */
    private static final int IN_FLIGHT = 6;

    private static final Duration LONGEST_OPEN = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Gateway vendor = Gateway.plain();
    private final Gateway backup = Gateway.plain();
    private Gateway preferred = Gateway.plain();

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

    @ParameterizedTest
    @MethodSource("jdks")
    void no_call_fails_when_the_preferred_gateway_dies_and_all_return_when_it_is_back(Jdk jdk) throws Exception {
        backup.answer(this::late);
        preferred.answer(this::late);
        Path events = folder.resolve("events.jsonl");
        try (ChildJvm child = ChildJvm.on(jdk)
                .with(Library.okHttp("4.12.0"))
                .agent(config(events).toString())
                .start()) {
            child.client("service", new Library("service", "dev.detour.it.programs.Service", ""), service());
            await(child, RATE);
            List<Received> beforeItDied = killInFlight(child);
            enter(child, 1);
            await(child, 2 * RATE);
            int whileDead = backup.received().size();

            Instant back = Instant.now();
            preferred = preferred.again();
            preferred.answer(this::late);
            preferred.await(RATE);
            enter(child, 2);
            await(child, RATE);

            Ledger ledger =
                    new Ledger(ask(child, Fields.none().with("way", "ledger")).require("body"));
            ledger.saw("first life", "key-of-preferred", "/p", beforeItDied);
            ledger.saw("backup", "key-of-backup", "/b", backup.received());
            ledger.saw("second life", "key-of-preferred", "/p", preferred.received());
            System.out.println(jdk + ": " + ledger.size() + " calls, " + whileDead + " by the backup, "
                    + ledger.doubled().size() + " sent to both");

            assertThat(ledger.failed()).as(() -> lastOf(events)).isEmpty();
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.foreign()).isEmpty();
            assertThat(vendor.received()).isEmpty();
            assertThat(whileDead).isGreaterThan(RATE);
            assertThat(ledger.doubled()).hasSizeBetween(1, IN_FLIGHT + 1);
            assertReturned(Files.readString(events), back);
            assertThat(child.end()).isZero();
        }
    }

    /** What the agent says of the calls that failed. */
    private static String lastOf(Path events) {
        try {
            return Files.readAllLines(events).stream()
                    .filter(line -> line.contains("\"call_failed\"") || line.contains("breaker"))
                    .limit(20)
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
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

    /** The breaker closed within the open time that it was in when the gateway came back. */
    private static void assertReturned(String events, Instant back) {
        Instant closed = Instant.MAX;
        long openMillis = 0;
        for (String event : events.lines().toList()) {
            Instant time = Instant.parse(field(event, "time"));
            if (event.contains("\"event\":\"breaker_opened\"") && time.isBefore(back)) {
                openMillis = Long.parseLong(field(event, "open_ms"));
            } else if (event.contains("\"event\":\"breaker_closed\"") && time.isAfter(back)) {
                closed = time.isBefore(closed) ? time : closed;
            }
        }
        assertThat(openMillis).isPositive();
        assertThat(Duration.between(back, closed))
                .isLessThan(Duration.ofMillis(openMillis).plus(LONGEST_OPEN));
    }

    private static String field(String event, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(event);
        assertThat(matcher.find()).as(name + " of " + event).isTrue();
        return matcher.group(1);
    }

    private Answer late(Received request) {
        CountDownLatch due = new CountDownLatch(1);
        timer.schedule(due::countDown, DELAY, TimeUnit.MILLISECONDS);
        return Answer.text(request.text()).heldBy(due);
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
                """.formatted(
                        events,
                        vendor.url("127.0.0.1"),
                        preferred.url("127.0.0.1"),
                        backup.url("127.0.0.1"),
                        LONGEST_OPEN.toMillis()));
    }

    private Fields service() {
        return Fields.none()
                .with("url", vendor.url("127.0.0.1") + "/a")
                .with("rate", RATE)
                .with("method", "PUT")
                .with("key", "key-of-application");
    }

    private static void enter(ChildJvm child, int period) {
        ask(child, Fields.none().with("way", "enter").with("period", period));
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
