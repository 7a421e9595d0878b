package dev.detour.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service makes 200 calls a second on both clients, while the agent is attached, reconfigured and detached three times.
 *
 * <p>Nothing is bound to a clock. The test tells the service which period it is in before it asks for a change and after
 * the change was made, and each call takes down in which periods it began and ended: where it may go follows from that.
 */
class LiveServiceTest {
    private static final int RATE = 200;
    private static final int ROUNDS = 3;
    private static final int PERIODS_THAT_WAIT = 3 * ROUNDS + 1;

    /** Under way at once: where the machine is slower than the service calls, they would pile up until they time out. */
    private static final int MOST = RATE / 4;

    /** Of every answer: so that several calls are in flight at any time. Milliseconds. */
    private static final int DELAY = 30;

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Authority authority = Authority.named("Live Root");
    private final Gateway vendor = Gateway.tls(authority.server("vendor.test").context());
    private final Gateway gateway = Gateway.plain();
    private final Gateway other = Gateway.tls(authority.server("other.test").context());
    private int period;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @BeforeEach
    void open() {
        for (Gateway each : List.of(vendor, gateway, other)) {
            each.answer(this::late);
        }
    }

    private Answer late(Received request) {
        CountDownLatch due = new CountDownLatch(1);
        timer.schedule(due::countDown, DELAY, TimeUnit.MILLISECONDS);
        return Answer.text(request.text()).heldBy(due);
    }

    @AfterEach
    void close() {
        vendor.close();
        gateway.close();
        other.close();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void no_call_is_failed_lost_doubled_or_misrouted_in_a_few_seconds(Jdk jdk) throws Exception {
        run(jdk, Attachment.API, RATE / 2);
    }

    @Test
    @Tag("matrix")
    void no_call_is_failed_lost_doubled_or_misrouted_in_a_minute() throws Exception {
        // The changes themselves take the rest of the minute.
        run(Jdks.one(), Attachment.COMMAND, 50 * RATE / PERIODS_THAT_WAIT);
    }

    /** Between two changes the service makes so many calls. */
    private void run(Jdk jdk, Attachment attachment, int calls) throws Exception {
        try (ChildJvm child = child(jdk)) {
            long started = System.nanoTime();
            child.client("service", new Library("service", "dev.detour.it.programs.Service", ""), service());
            await(child, calls);
            for (int round = 0; round < ROUNDS; round++) {
                Path config = routeTo(gateway.url("127.0.0.1") + "/b", "key-of-b");
                enter(child, Period.ATTACHING);
                attachment.attach(child, config);
                enter(child, Period.ROUTED);
                await(child, calls);

                int before = other.received().size();
                enter(child, Period.RELOADING);
                routeTo(other.url("other.test") + "/c", "key-of-c");
                other.await(before + 1);
                enter(child, Period.MOVED);
                await(child, calls);

                enter(child, Period.DETACHING);
                attachment.detach(child);
                enter(child, Period.DIRECT);
                await(child, calls);
            }
            Ledger ledger = ledger(child);
            System.out.println(
                    jdk + ": " + ledger.summary((System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1)));
            check(ledger, calls);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    private ChildJvm child(Jdk jdk) {
        return ChildJvm.on(jdk)
                .with(Library.okHttp("4.12.0"))
                .trustStore(authority.store(folder.resolve("roots.p12"), "PKCS12"))
                .property(
                        "jdk.net.hosts.file",
                        Hosts.write(folder.resolve("hosts"), List.of("vendor.test", "other.test", "localhost")))
                .start();
    }

    private Fields service() {
        return Fields.none()
                .with("url", vendor.url("vendor.test") + "/a")
                .with("rate", RATE)
                .with("most", MOST)
                .with("key", "key-of-a");
    }

    /** Puts the file in place as a whole, as a ConfigMap does. */
    private Path routeTo(String url, String key) throws IOException {
        Path written =
                Files.writeString(folder.resolve("next.yaml"), """
                reload: 250ms
                routes:
                  - name: vendor
                    match: %s/a
                    to: %s
                    credentials: strip
                    headers: {x-api-key: %s}
                """.formatted(vendor.url("vendor.test"), url, key));
        return Files.move(
                written,
                folder.resolve("detour.yaml"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private void enter(ChildJvm child, Period next) {
        period++;
        assertThat(Period.of(period)).isEqualTo(next);
        ask(child, Fields.none().with("way", "enter").with("period", period));
    }

    private static void await(ChildJvm child, int calls) {
        ask(child, Fields.none().with("way", "await").with("count", calls));
    }

    private Ledger ledger(ChildJvm child) {
        Ledger ledger =
                new Ledger(ask(child, Fields.none().with("way", "ledger")).require("body"));
        ledger.saw("A", "key-of-a", "/a", vendor.received());
        ledger.saw("B", "key-of-b", "/b", gateway.received());
        ledger.saw("C", "key-of-c", "/c", other.received());
        return ledger;
    }

    private static Fields ask(ChildJvm child, Fields what) {
        Fields answer = child.call("service", what);
        assertThat(answer.get("exception.text")).as(what.toString()).isNull();
        return answer;
    }

    private static void check(Ledger ledger, int calls) {
        assertThat(ledger.settled()).isGreaterThanOrEqualTo((long) calls * PERIODS_THAT_WAIT);
        assertThat(ledger.inFlight()).isPositive();
        assertThat(ledger.failed()).as("failed").isEmpty();
        assertThat(ledger.lost()).as("lost").isEmpty();
        assertThat(ledger.doubled()).as("doubled").isEmpty();
        assertThat(ledger.misrouted()).as("misrouted").isEmpty();
        assertThat(ledger.foreign()).as("foreign").isEmpty();
        assertThat(ledger.unknown()).as("unknown").isEmpty();
    }
}
