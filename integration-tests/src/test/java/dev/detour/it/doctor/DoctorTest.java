package dev.detour.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.doctor.CommandHost.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One trouble, one verdict. All run at once: those that must run out of time take their time together. */
@Tag("once")
class DoctorTest {
    private static final Pattern VERDICT = Pattern.compile("\"verdict\":\\{(.*?)},\"environment\":");
    private static final Pattern CODE = Pattern.compile("\"code\":(?:\"([a-z0-9_]+)\"|null)");

    @TempDir
    static Path folder;

    private static Ward ward;
    private static CommandHost host;
    private static final Map<Trouble, CompletableFuture<Printed>> RUNNING = new LinkedHashMap<>();

    @BeforeAll
    static void begin() throws Exception {
        ward = new Ward();
        Path hosts = Files.writeString(folder.resolve("hosts"), Ward.HOSTS);
        host = new CommandHost(
                List.of(
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Djavax.net.ssl.trustStore=" + ward.trust(folder.resolve("trust.p12")),
                        "-Djavax.net.ssl.trustStorePassword=changeit"),
                Map.of("ANTHROPIC_API_KEY", Ward.KEY, "BROKEN_KEY", Ward.KEY + "\n"));
        ward.troubles().forEach(trouble -> RUNNING.put(trouble, host.run(trouble.words())));
    }

    @AfterAll
    static void end() throws Exception {
        host.close();
        ward.close();
    }

    @TestFactory
    Stream<DynamicTest> names_the_cause() {
        return RUNNING.keySet().stream()
                .map(trouble -> DynamicTest.dynamicTest(trouble.name(), () -> names_the_cause(trouble)));
    }

    private static void names_the_cause(Trouble trouble) throws Exception {
        Printed printed = Objects.requireNonNull(RUNNING.get(trouble)).get(2, TimeUnit.MINUTES);
        Matcher verdict = VERDICT.matcher(printed.text());
        assertThat(verdict.find()).as(printed.text()).isTrue();
        Matcher code = CODE.matcher(verdict.group(1));
        assertThat(code.find()).isTrue();
        assertThat(code.group(1)).as(printed.text()).isEqualTo(trouble.code());
        assertThat(printed.status()).isEqualTo(trouble.code() == null ? 0 : 1);
        assertThat(trouble.says())
                .allSatisfy(word -> assertThat(verdict.group(1)).contains(word));
        assertThat(printed.text()).doesNotContain(Ward.KEY, "Correct-Horse");
    }

    @Test
    void knows_more_than_twenty_troubles() {
        assertThat(ward.troubles().stream().map(Trouble::code).distinct()).hasSizeGreaterThan(25);
    }
}
