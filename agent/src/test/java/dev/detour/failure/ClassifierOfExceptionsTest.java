package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierOfExceptionsTest {
    private static final String URL = "https://service.example.com/v1/things";

    private final Classifier classifier =
            new Classifier(Providers.KNOWN, Secrets.of(Set.of("x-api-key"), Set.of("key"), Set.of()), Ticker.SYSTEM);

    static List<String> measured() throws IOException {
        try (InputStream file = ClassifierOfExceptionsTest.class.getResourceAsStream("exceptions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("measured")
    void names_what_was_measured(String line) throws Exception {
        String[] fields = line.split(" \\| ", 5);
        assertThat(classify(fields).kind().code()).isEqualTo(fields[0].trim());
    }

    @Test
    void every_kind_that_an_exception_can_show_is_in_the_table() throws Exception {
        Set<String> covered =
                measured().stream().map(line -> line.split(" \\| ", 2)[0]).collect(Collectors.toSet());
        Set<Layer> shown = Set.of(Layer.CONNECT, Layer.PROXY, Layer.TLS, Layer.REQUEST, Layer.RESPONSE, Layer.CALLER);

        Stream<String> expected = Arrays.stream(FailureKind.values())
                .filter(kind -> shown.contains(kind.layer()))
                .map(FailureKind::code);

        assertThat(covered).containsAll(expected.collect(Collectors.toList()));
    }

    private Failure classify(String[] fields) throws Exception {
        Attempt attempt = new Attempt(1, Url.parse(URL), null, 0);
        if (!fields[2].equals("-")) {
            attempt.reached(Phase.valueOf(fields[2].toUpperCase(Locale.ROOT)));
        }
        for (String fact : fields[3].split(",", -1)) {
            note(fact, attempt);
        }
        FakeAsked asked = FakeAsked.by(fields[1].equals("jdk") ? "java.net.http" : "okhttp", URL);
        return Objects.requireNonNull(
                classifier.classify(attempt, Outcome.failed(Thrown.parse(fields[4])), asked, null));
    }

    private static void note(String fact, Attempt attempt) {
        switch (fact) {
            case "proxy" -> attempt.through("proxy.example.com:3128");
            case "reused" -> attempt.on(true);
            case "h2" -> attempt.speaking("h2");
            case "cancelled" -> attempt.cancel();
            case "expired" -> attempt.expire();
            case "missing" -> attempt.lookedUp(NameLookup.MISSING);
            case "unavailable" -> attempt.lookedUp(NameLookup.UNAVAILABLE);
            case "refused" -> attempt.lookedUp(NameLookup.REFUSED);
            default -> assertThat(fact).isEqualTo("-");
        }
    }

    private Failure classify(Attempt attempt, Throwable thrown) {
        return Objects.requireNonNull(
                classifier.classify(attempt, Outcome.failed(thrown), FakeAsked.by("okhttp", URL), null));
    }

    private static Attempt attempt(String url) {
        return new Attempt(1, Url.parse(url), null, 0);
    }

    @Test
    void the_reason_of_a_refused_path_decides() {
        assertThat(classify(attempt(URL), refused(BasicReason.REVOKED)).kind()).isEqualTo(FailureKind.TLS_REJECTED);
        assertThat(classify(attempt(URL), refused(BasicReason.EXPIRED)).kind()).isEqualTo(FailureKind.TLS_EXPIRED);
        assertThat(classify(attempt(URL), refused(BasicReason.INVALID_SIGNATURE))
                        .kind())
                .isEqualTo(FailureKind.TLS_UNTRUSTED);
        assertThat(classify(attempt(URL), refused(PKIXReason.NO_TRUST_ANCHOR)).kind())
                .isEqualTo(FailureKind.TLS_UNTRUSTED);
        assertThat(classify(attempt(URL), refused(PKIXReason.PATH_TOO_LONG)).kind())
                .isEqualTo(FailureKind.TLS_REJECTED);
    }

    private static Throwable refused(CertPathValidatorException.Reason reason) {
        Throwable invalid = new CertPathValidatorException("in any language", null, null, -1, reason);
        return new SSLHandshakeException("in any language").initCause(invalid);
    }

    @Test
    void the_issuer_of_an_untrusted_certificate_is_in_the_hint() {
        Attempt attempt = attempt(URL);
        attempt.issuedBy("CN=Corp Inspection CA");

        Failure failure = classify(attempt, refused(PKIXReason.NO_TRUST_ANCHOR));

        assertThat(failure.issuer()).isEqualTo("CN=Corp Inspection CA");
        assertThat(failure.hint())
                .contains("CN=Corp Inspection CA")
                .endsWith(failure.kind().hint());
    }

    @Test
    void what_the_client_lost_and_repeated_by_itself_may_have_been_acted_on() {
        Attempt attempt = attempt(URL);
        attempt.reached(Phase.CONNECT);
        ConnectException refused = new ConnectException("Connection refused");
        assertThat(classify(attempt, refused).disposition().acted()).isEqualTo(Acted.NO);

        attempt.leaveInDoubt();
        Failure failure = classify(attempt, refused);

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
        assertThat(failure.disposition().acted()).isEqualTo(Acted.MAYBE);
        assertThat(failure.disposition().movesOn()).isTrue();
    }

    @Test
    void what_an_http2_peer_refused_it_has_not_acted_on() {
        assertThat(Classifier.isUnprocessed(new Thrown.StreamResetException("stream was reset: REFUSED_STREAM")))
                .isTrue();
        assertThat(Classifier.isUnprocessed(new Thrown.StreamResetException("stream was reset: CANCEL")))
                .isFalse();
        assertThat(Classifier.isUnprocessed(new IOException("unexpected end of stream")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"403,false", "501,false", "502,true", "503,true", "504,true", "505,false"})
    void only_a_gateways_refusal_of_a_tunnel_is_worth_a_repeat(int status, boolean repeatable) {
        Failure failure = classify(attempt(URL), new IOException("Unexpected response code for CONNECT: " + status));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.disposition().isRepeatable()).isEqualTo(repeatable);
        assertThat(failure.disposition().acted()).isEqualTo(Acted.NO);
    }

    @Test
    void a_server_that_asks_for_calm_is_given_a_second() {
        Failure calm = classify(attempt(URL), new Thrown.StreamResetException("stream was reset: ENHANCE_YOUR_CALM"));
        Failure other = classify(attempt(URL), new Thrown.StreamResetException("stream was reset: INTERNAL_ERROR"));

        assertThat(calm.disposition().leastDelay()).hasSeconds(1);
        assertThat(other.disposition().leastDelay()).isZero();
    }

    @Test
    void a_stale_connection_is_not_used_again() {
        Attempt attempt = attempt(URL);
        attempt.on(true);

        Disposition disposition = classify(attempt, new EOFException()).disposition();

        assertThat(disposition.needsNewConnection()).isTrue();
        assertThat(disposition.acted()).isEqualTo(Acted.MAYBE);
    }

    @ParameterizedTest
    @CsvSource({
        "connection closed locally, Java's HTTP client closed",
        "Data received while in pool, Java's HTTP client closed",
        "EOF reached while reading, Something on the way closes",
    })
    void what_the_client_closes_itself_is_not_said_of_something_on_the_way(String root, String hint) {
        Attempt attempt = attempt(URL);
        attempt.on(true);
        IOException lost = new IOException("HTTP/1.1 header parser received no bytes", new IOException(root));

        Failure failure = classify(attempt, lost);

        assertThat(failure.kind()).isEqualTo(FailureKind.STALE_CONNECTION);
        assertThat(failure.hint()).startsWith(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, 10.10.34.36:443, dns_suspicious",
        "https://api.openai.com/v1, 100.64.3.1:443, dns_suspicious",
        "https://api.openai.com/v1, [fd00::1]:443, dns_suspicious",
        "https://api.openai.com/v1, 127.0.0.1:443, dns_suspicious",
        "https://api.openai.com/v1, 100.128.3.1:443, connect_refused",
        "https://api.openai.com/v1, 104.18.6.192:443, connect_refused",
        "https://x.openai.azure.com/v1, 10.1.2.3:443, connect_refused",
        "https://gateway.example.com/v1, 10.1.2.3:443, connect_refused",
        "https://gateway.example.com/v1, 0.0.0.0:443, dns_suspicious",
        "https://0.0.0.0/v1, 0.0.0.0:443, connect_refused",
    })
    void an_address_that_the_host_cannot_have_puts_the_blame_on_its_name(String url, String address, String code) {
        Attempt attempt = attempt(url);
        attempt.to(address);
        attempt.reached(Phase.CONNECT);

        assertThat(classify(attempt, new ConnectException("Connection refused"))
                        .kind()
                        .code())
                .isEqualTo(code);
    }

    @Test
    void a_refused_key_is_told_in_no_message() {
        for (String text : List.of(
                "invalid header value: \"Bearer sk-ant-api03-verysecret\n\"",
                "Unexpected char 0x0a at 8 in Authorization value: Bearer verysecret\n",
                "Unexpected char 0x0a at 8 in x-api-key value: verysecret\n")) {
            Failure failure = classify(attempt(URL), new IllegalArgumentException(text));

            assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(failure.toString()).doesNotContain("verysecret").contains("value");
        }
    }

    @Test
    void what_the_applications_own_code_throws_is_its_own() {
        Exception inParser = by(new NumberFormatException(), "java.lang.Integer", "com.example.Parser", "okhttp3.Call");
        Exception onDisk = by(
                new IOException("No space left on device"),
                "sun.nio.ch.FileChannelImpl",
                "jdk.internal.net.http.ResponseSubscribers$PathSubscriber");

        for (Throwable thrown : List.of(inParser, new IOException("x", inParser), onDisk)) {
            assertThat(classify(attempt(URL), thrown).kind()).isEqualTo(FailureKind.CANCELLED);
        }
        assertThat(classify(attempt(URL), by(new EOFException(), "java.util.zip.GZIPInputStream", "com.example.Parser"))
                        .kind())
                .isEqualTo(FailureKind.CANCELLED);
    }

    @Test
    void what_comes_of_the_network_is_not_the_applications_own_whoever_wraps_or_throws_it() {
        Exception lost = by(new IOException("lost"), "okio.Source", "okhttp3.Http1Codec", "com.example.Program");
        Exception byItsSockets =
                by(new SocketException("Connection reset"), "com.example.Socket", "okhttp3.Http1Codec");
        Exception wrapped = by(new IllegalStateException(byItsSockets), "com.example.Interceptor", "okhttp3.Call");

        assertThat(classify(attempt(URL), lost).kind()).isEqualTo(FailureKind.UNKNOWN);
        assertThat(classify(attempt(URL), byItsSockets).kind()).isEqualTo(FailureKind.RESET_BEFORE_RESPONSE);
        assertThat(classify(attempt(URL), wrapped).kind()).isEqualTo(FailureKind.RESET_BEFORE_RESPONSE);
    }

    /** The exception, as thrown from these classes, the innermost first. */
    private static <E extends Exception> E by(E thrown, String... classes) {
        thrown.setStackTrace(Arrays.stream(classes)
                .map(name -> new StackTraceElement(name, "method", null, -1))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }

    @Test
    void the_event_holds_the_whole_chain_each_thing_once() {
        Throwable root = new UnknownHostException("nx.example.com");
        Throwable thrown = new IOException("outer", new IOException("outer", root));

        Failure failure = classify(attempt(URL), thrown);

        assertThat(failure.exception()).isEqualTo("java.io.IOException <- java.net.UnknownHostException");
        assertThat(failure.message()).isEqualTo("outer <- nx.example.com");
    }

    @Test
    void exceptions_of_the_applications_own_making_do_no_harm() {
        Throwable hostile = new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException();
            }
        };
        Throwable circle = new SocketException("one");
        circle.initCause(new IOException("two", circle));

        assertThat(classify(attempt(URL), hostile).kind()).isEqualTo(FailureKind.UNKNOWN);
        assertThat(classify(attempt(URL), circle).message()).isEqualTo("one <- two");
    }

    @Test
    void the_answer_does_not_depend_on_the_locale() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR")); // whose lower case of I is another letter
            for (String line : measured()) {
                names_what_was_measured(line);
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
