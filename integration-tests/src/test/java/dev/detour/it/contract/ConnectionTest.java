package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@ForTellingCallers
class ConnectionTest extends CallContract {
    ConnectionTest(Caller caller) {
        super(caller);
    }

    @Test
    void fixed_address_takes_the_place_of_the_resolver() {
        Fields seen = call(get(laboratory.gateway.url("fixed.test") + "/x"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.only().authority()).isEqualTo("fixed.test:" + laboratory.gateway.port());
    }

    @Test
    void http11_is_forced_where_the_route_says_so() {
        assertThat(call(get(laboratory.secure.url("old-protocol.secure.test"))).get("status"))
                .isEqualTo("200");
        assertThat(laboratory.secure.only().protocol()).isEqualTo("http/1.1");

        laboratory.reset();
        call(get(laboratory.secure.url("unmatched.secure.test")));
        assertThat(laboratory.secure.only().protocol()).isEqualTo("h2");
    }

    @Test
    void total_timeout_counts_everything() {
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        // Nothing but the total limit can end it.
        String client = application.client(Fields.none().with("read", 60_000));
        Fields seen = application.call(client, get(laboratory.gateway.url(laboratory.fresh("limited.test"))));
        never.countDown();

        assertThat(seen.get("status")).isNull();
        assertThat(seen.number("elapsed", 0)).isBetween(250, 50_000);
    }

    @Test
    void first_byte_timeout_does_not_limit_the_body() throws Exception {
        String whole = "data: one\n\ndata: two\n\n";
        Fields seen = slowBody();
        // On a busy machine the time may be over before the first byte.
        for (int tries = 1; tries < TRIES && !seen.get("body", "").equals(whole); tries++) {
            laboratory.reset();
            seen = slowBody();
        }
        assertThat(seen.get("body")).as(seen.toString()).isEqualTo(whole);
    }

    /** Of a call whose body takes longer than the first byte may. */
    private Fields slowBody() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.events("data: one").pausedBy(latch).body("data: two\n\n"));
        String url = laboratory.gateway.url(laboratory.fresh("hurried.test"));
        Fields slow = get(url);
        application.child().begin("slow body " + url, "default", slow);
        awaitArrival(slow);
        // Another call of the same route whose timeout runs out: the first one's would have run out before it.
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        assertThat(call(get(laboratory.gateway.url(laboratory.fresh("hurried.test"))))
                        .get("status"))
                .isNull();
        never.countDown();
        latch.countDown();
        return application.child().await("slow body " + url);
    }

    /** Waits until it has arrived, or has failed before. */
    private void awaitArrival(Fields call) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        boolean failed = false;
        while (laboratory.gateway.received().isEmpty() && !failed && System.nanoTime() < end) {
            failed = application
                    .events()
                    .await(event -> isFailureOf(call, event), Duration.ofMillis(50))
                    .isPresent();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keep_alive_is_set_on_the_route_s_connections() throws IOException {
        assertThat(call(get(laboratory.gateway.url("keep-alive.test"))).get("status"))
                .isEqualTo("200");
        assertThat(keepAliveTimers(laboratory.gateway.port())).isPositive();
    }

    /**
     * Connections to this port of which the kernel runs the keep-alive timer: column {@code tr} is 02 (proc(5),
     * /proc/net/tcp; an IPv4 address is in tcp6 where the socket has both families).
     */
    private static long keepAliveTimers(int port) throws IOException {
        String peer = String.format(":%04X", port);
        long found = 0;
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            found += Files.readAllLines(Path.of(table)).stream()
                    .map(line -> line.trim().split("\\s+", -1))
                    .filter(columns -> columns[2].endsWith(peer) && columns[5].startsWith("02:"))
                    .count();
        }
        return found;
    }
}
