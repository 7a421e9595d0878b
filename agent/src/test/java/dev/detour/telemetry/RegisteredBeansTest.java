package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.failure.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class RegisteredBeansTest {
    /** Its own: in the platform's, the beans of another test that runs at the same time may stand. */
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    private final Tally tally = new Tally();
    private final Watched watched = new Watched();
    private final RegisteredBeans beans = RegisteredBeans.with(server, tally, watched, "1.0");

    private Object attribute(String type, String name) throws Exception {
        return server.getAttribute(new ObjectName("dev.detour:type=" + type), name);
    }

    private static CompositeData row(Object table, int number) {
        return ((TabularData) table).get(new Object[] {number});
    }

    private void tell(Stage stage, CallReport report) {
        Wording wording = new Wording(Secrets.of(Set.of(), Set.of(), Set.of()), Ticker.SYSTEM, false);
        tally.call(stage, report, new Told(wording, stage, report));
    }

    @Test
    void calls_are_counted() throws Exception {
        CallReport retried = Reports.failed(FailureKind.CONNECT_RESET)
                .decision("retry")
                .delayMillis(40)
                .build();
        tell(Stage.CALL_FAILED, retried);
        tell(Stage.ATTEMPT_FAILED, retried);
        tally.count(Tally.Count.CALLS_SUCCEEDED);

        assertThat(attribute("Calls", "CallsFailed")).isEqualTo(1L);
        assertThat(attribute("Calls", "CallsSucceeded")).isEqualTo(1L);
        assertThat(attribute("Calls", "AttemptsFailed")).isEqualTo(2L);
        assertThat(attribute("Calls", "Retries")).isEqualTo(1L);
        assertThat(attribute("Calls", "WaitedMillis")).isEqualTo(40L);
        CompositeData byCode = row(attribute("Failures", "ByCode"), 1);
        assertThat(byCode.get("code")).isEqualTo("connect_reset");
        assertThat(byCode.get("count")).isEqualTo("2");
        CompositeData last = row(attribute("Failures", "Last"), 2);
        assertThat(last.get("event")).isEqualTo("attempt_failed");
        assertThat(last.get("hint")).isEqualTo(FailureKind.CONNECT_RESET.hint());
        assertThat(last.get("status")).isEqualTo("");
    }

    @Test
    void the_last_failures_are_few() throws Exception {
        for (int i = 0; i < 100; i++) {
            tell(Stage.CALL_FAILED, Reports.failed(FailureKind.CONNECT_RESET).build());
        }

        assertThat(((TabularData) attribute("Failures", "Last")).size()).isEqualTo(Tally.MOST_FAILURES);
    }

    @Test
    void breakers_and_configuration_are_asked_for_when_somebody_looks() throws Exception {
        watched.watch(new Gauges() {
            @Override
            public List<Budget> budgets() {
                return List.of(Budget.of("https://gw.example.com", 9.25));
            }

            @Override
            public List<Breaker> breakers() {
                return List.of(Breaker.of("api", "gateway", "https://gw.example.com", State.HALF_OPEN));
            }

            @Override
            public Map<String, String> settings() {
                return Map.of("telemetry.log", "failures (default)");
            }
        });

        assertThat(row(attribute("Breakers", "Breakers"), 1).get("state")).isEqualTo("half_open");
        assertThat(row(attribute("Breakers", "RetryBudgets"), 1).get("left")).isEqualTo("9.3");
        CompositeData setting = row(attribute("Configuration", "Settings"), 1);
        assertThat(setting.get("key")).isEqualTo("telemetry.log");
        assertThat(setting.get("value")).isEqualTo("failures (default)");
        assertThat(attribute("Configuration", "Version")).isEqualTo("1.0");
    }

    @Test
    void every_attribute_that_is_announced_can_be_read() throws Exception {
        assertThat(server.queryNames(new ObjectName("dev.detour:*"), null)).hasSize(4);
        for (ObjectName name : server.queryNames(new ObjectName("dev.detour:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(server.getAttribute(name, attribute.getName())).isNotNull();
            }
        }
    }

    @Test
    void nothing_is_left_when_it_is_closed() throws Exception {
        assertThat(server.queryNames(new ObjectName("dev.detour:*"), null)).hasSize(4);

        beans.close();

        assertThat(server.queryNames(new ObjectName("dev.detour:*"), null)).isEmpty();
    }
}
