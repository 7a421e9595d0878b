package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known to bring parsers down, in sizes that no mutation makes: {@code mvn verify -Pmatrix}. */
@Tag("matrix")
class ExtremesTest {
    private static final int SOME = 200_000;
    private static final int MANY = 1_000_000;

    static Stream<Arguments> configurations() {
        return Stream.of(
                of("flow sequences in each other", () -> "[".repeat(MANY)),
                of("block sequences in each other", () -> "- ".repeat(SOME)),
                of("complex keys in each other", () -> "? ".repeat(SOME)),
                of("objects in each other", () -> "{\"a\":".repeat(SOME)),
                of("a billion laughs", () -> "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nroutes: [*b,*b,*b]\n"),
                of("many anchors", () -> "a: &a x\n".repeat(SOME)),
                of("one long word", () -> "service: " + "a".repeat(MANY)),
                of("one long line of words", () -> "service: " + "a b ".repeat(SOME)),
                of("a mode of schemes", () -> "mode: \"" + ":// ".repeat(SOME) + "\""),
                of("a mode of users", () -> "mode: \"" + "a:b, ".repeat(SOME) + "\""),
                of("a mode of queries", () -> "mode: \"" + "://?".repeat(50_000) + "\""),
                of("unknown keys", () -> lines(i -> "key-" + i + ": x")),
                of("unknown keys in JSON", () -> "{" + lines(i -> "\"kez" + i + "\": 1,") + "\"a\": 1}"),
                of("a key of schemes in JSON", () -> "{\"" + "://".repeat(SOME) + "\": 1}"),
                of("a value of schemes in JSON", () -> "{\"mode\": \"" + "://".repeat(SOME) + "\"}"),
                of("a way to a field", () -> provider("error: {type: " + "a.".repeat(100_000) + "a}")),
                of("a host", () -> provider("hosts: [" + "a-".repeat(100_000) + "]")),
                of("a foreign host", () -> "routes:\n- match: https://" + foreign(60_000) + "\n"),
                of("a secret many times", () -> "service: " + "${env:GATEWAY_KEY} ".repeat(SOME)),
                of(
                        "a large secret many times",
                        () -> "service: " + "${env:L} ".repeat(20_000) + "\0L=" + "x".repeat(MANY)),
                of("a dollar", () -> "service: " + "$${".repeat(80_000)),
                of("digits", () -> "reload: " + "9".repeat(SOME)),
                of("many routes", () -> "routes:\n" + lines(3_000, i -> "- match: https://h" + i + ".example.com")),
                of("many matches", () -> "routes:\n- match: [" + lines(20_000, i -> "https://h" + i + ".x,") + "]"),
                of("comments", () -> "#\n".repeat(MANY)),
                of("documents", () -> "---\n".repeat(SOME)),
                of("directives", () -> "%TAG ! tag:x:\n".repeat(SOME)),
                of("control characters", () -> "a: \u0001".repeat(SOME)));
    }

    private static String provider(String line) {
        return "providers:\n- name: mine\n  " + line + "\n";
    }

    private static String foreign(int length) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append((char) (0x4e00 + i % 20_000));
        }
        return name.toString();
    }

    private static String lines(java.util.function.IntFunction<String> line) {
        return lines(100_000, line);
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(line.apply(i)).append('\n');
        }
        return all.toString();
    }

    private static Arguments of(String name, Supplier<String> input) {
        return Arguments.of(Named.of(name, input));
    }

    @ParameterizedTest
    @MethodSource
    void configurations(Supplier<String> text) throws Throwable {
        Bounds.ofLarge(new ConfigurationTarget()).takeWatched(text.get().getBytes(UTF_8));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                of("schemes", () -> "://".repeat(SOME)),
                of("users", () -> "://" + "a@".repeat(SOME)),
                of("headers", () -> "in a value in ".repeat(SOME)),
                of("basic", () -> "basic ".repeat(SOME)),
                of("basic words", () -> "basic " + "a".repeat(MANY)),
                of("names", () -> "key".repeat(SOME)),
                of("named", () -> "key:".repeat(SOME)),
                of("keys", () -> "sk-".repeat(SOME)),
                of("tokens", () -> "eyJ.".repeat(SOME)),
                of("blanks", () -> "bearer" + " ".repeat(MANY)),
                of("quotes", () -> "x-api-key".repeat(SOME)),
                of("secrets", () -> Planted.BROUGHT.repeat(20_000)));
    }

    @ParameterizedTest
    @MethodSource
    void texts(Supplier<String> text) throws Throwable {
        byte[] input = text.get().getBytes(UTF_8);
        Bounds.ofLarge(new SecretsTarget()).takeWatched(input);
        Bounds.ofLarge(new ExceptionTarget()).takeWatched(input);
        Bounds.ofLarge(new StreamTarget()).takeWatched(input);
        Bounds.ofLarge(new ProxyTarget()).takeWatched(input);
        Bounds.ofLarge(new WaitTarget()).takeWatched(input);
    }

    static Stream<Arguments> events() {
        return Stream.of(
                of("zeros", () -> "\0".repeat(20 * MANY)),
                of("empty lines", () -> "\n".repeat(20 * MANY)),
                of("lists in each other", () -> "{\"a\":" + "[".repeat(900_000) + "\n"),
                of("digits", () -> "{\"status\":" + "9".repeat(900_000) + "}\n"),
                of("calls", () -> lines(20_000, i -> event("\"call\":\"c" + i + "\""))),
                of("causes", () -> lines(20_000, i -> event("\"kind\":\"k" + i + "\",\"route\":\"r" + i + "\""))),
                of("JVMs", () -> lines(20_000, i -> event("\"service\":\"s" + i + "\""))),
                of("half a character", () -> event("\"message\":\"\\ud800\"") + "\n"),
                of(
                        "a character at the cut",
                        () -> lines(
                                40,
                                i -> event("\"message\":\"" + "x".repeat(980 + i) + "\ud83d\ude00".repeat(20)
                                        + "\",\"call\":\"" + i + "\""))));
    }

    private static String event(String more) {
        return "{\"time\":\"2026-11-21T00:00:00Z\",\"event\":\"call_failed\"," + more + "}";
    }

    @ParameterizedTest
    @MethodSource
    void events(Supplier<String> lines) throws Throwable {
        Bounds.ofLarge(new EventsTarget()).takeWatched(packed(lines.get()));
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
