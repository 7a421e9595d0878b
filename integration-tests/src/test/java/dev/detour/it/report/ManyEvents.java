package dev.detour.it.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Multiplies real events over a day and a fleet: the calls of a night and a working day, and for an hour after noon a
 * gateway that is overloaded, then gone. The same seed gives the same events.
 */
final class ManyEvents {
    private static final Instant DAY = Instant.parse("2026-11-19T00:00:00Z");
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern CALL = Pattern.compile("\"call\":\"([^\"]+)\"");
    private static final Pattern PID = Pattern.compile("\"pid\":[0-9]+");
    private static final Pattern HOST = Pattern.compile("\"host\":\"[^\"]*\"");
    private static final Pattern KIND = Pattern.compile("\"kind\":\"([^\"]+)\"");
    private static final Pattern MILLIS = Pattern.compile("\"(elapsed_ms|call_ms|first_byte_ms|delay_ms)\":([0-9]+)");
    private static final int JVMS = 24;

    /** How often each code comes on a usual day; those of the incident come with it. */
    private static final Map<String, Integer> USUAL = Map.of(
            "rate_limited", 40,
            "server_error", 30,
            "reset_before_response", 6,
            "first_byte_timeout", 8,
            "overloaded", 12,
            "stream_incomplete", 5,
            "body_truncated", 2,
            "quota_exhausted", 3,
            "auth_rejected", 1,
            "tls_untrusted", 1);

    private static final Map<String, Integer> INCIDENT = Map.of(
            "overloaded", 300,
            "gateway_error", 260,
            "first_byte_timeout", 90,
            "connect_refused", 420,
            "rate_limited", 60,
            "stream_incomplete", 30,
            "server_error", 30);

    private final SplittableRandom random;
    private final List<List<String>> usual = new ArrayList<>();
    private final List<List<String>> incident = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private ManyEvents(Path real, long seed) throws IOException {
        random = new SplittableRandom(seed);
        Map<String, List<String>> calls = new LinkedHashMap<>();
        for (String line : Files.readAllLines(real)) {
            Matcher call = CALL.matcher(line);
            if (call.find()) {
                calls.computeIfAbsent(call.group(1), id -> new ArrayList<>()).add(line);
            } else {
                others.add(line);
            }
        }
        for (List<String> call : calls.values()) {
            Matcher kind = KIND.matcher(call.get(0));
            String code = kind.find() ? kind.group(1) : "";
            for (int i = 0; i < USUAL.getOrDefault(code, 1); i++) {
                usual.add(call);
            }
            for (int i = 0; i < INCIDENT.getOrDefault(code, 0); i++) {
                incident.add(call);
            }
        }
    }

    /** Writes about so many events, in the order of their calls' starts. */
    static void write(Path real, Path into, int count, long seed) throws IOException {
        ManyEvents many = new ManyEvents(real, seed);
        try (BufferedWriter out = Files.newBufferedWriter(into)) {
            many.write(out, count);
        }
    }

    private void write(BufferedWriter out, int count) throws IOException {
        int written = 0;
        double calls = count / 1.7;
        for (int minute = 0; minute < 1440; minute++) {
            double load = 0.25 + Math.max(0, Math.sin((minute - 330) / 1440.0 * 2 * Math.PI));
            boolean bad = minute >= 13 * 60 + 12 && minute < 14 * 60 + 20;
            long here = Math.round(calls / 1440 / 2.2 * load * (bad ? 14 : 1) * (0.8 + 0.4 * random.nextDouble()));
            if ((bad && minute % 4 == 0) || minute == 5) {
                written += others(out, minute, bad);
            }
            for (long i = 0; i < here && written < count; i++) {
                List<List<String>> from = bad && random.nextInt(10) < 9 ? incident : usual;
                written += call(out, from.get(random.nextInt(from.size())), minute, bad);
            }
        }
        while (written < count) {
            written += call(out, usual.get(random.nextInt(usual.size())), random.nextInt(1440), false);
        }
    }

    private int others(BufferedWriter out, int minute, boolean bad) throws IOException {
        int written = 0;
        for (String line : others) {
            boolean breaker = line.contains("\"breaker_");
            if (breaker == bad) {
                for (int jvm = 0; jvm < 3; jvm++) {
                    out.write(moved(line, DAY.plus(Duration.ofMinutes(minute)), jvm, ""));
                    out.newLine();
                    written++;
                    if (breaker && minute % 8 == 0) {
                        out.write(moved(line, DAY.plus(Duration.ofMinutes(minute + 3)), jvm, "")
                                .replace("breaker_opened", "breaker_closed"));
                        out.newLine();
                        written++;
                    }
                }
            }
        }
        return written;
    }

    private int call(BufferedWriter out, List<String> call, int minute, boolean bad) {
        long millis = minute * 60_000L + random.nextInt(60_000);
        int jvm = random.nextInt(JVMS);
        String id = String.format("%016x", random.nextLong());
        double slower = Math.exp(random.nextDouble() * 2.6) * (bad ? 12 : 5);
        Instant first = time(call.get(0));
        for (String line : call) {
            Instant at = DAY.plusMillis(
                    millis + Math.round(Duration.between(first, time(line)).toMillis() * slower));
            write(out, slowed(moved(line, at, jvm, id), slower));
        }
        return call.size();
    }

    private static void write(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Instant time(String line) {
        Matcher time = TIME.matcher(line);
        if (!time.find()) {
            throw new AssertionError(line);
        }
        return Instant.parse(time.group(1));
    }

    private static String moved(String line, Instant at, int jvm, String id) {
        String moved = TIME.matcher(line).replaceFirst("\"time\":\"" + at + "\"");
        moved = PID.matcher(moved).replaceFirst("\"pid\":" + (4_000 + jvm));
        moved = HOST.matcher(moved).replaceFirst("\"host\":\"orders-" + jvm / 2 + "\"");
        return id.isEmpty() ? moved : CALL.matcher(moved).replaceFirst("\"call\":\"" + id + "\"");
    }

    private static String slowed(String line, double times) {
        return MILLIS.matcher(line)
                .replaceAll(
                        found -> "\"" + found.group(1) + "\":" + Math.round(Long.parseLong(found.group(2)) * times));
    }
}
