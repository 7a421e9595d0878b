package dev.detour.report;

import static dev.detour.report.EventLines.attempt;
import static dev.detour.report.EventLines.failed;
import static dev.detour.report.EventLines.reading;
import static dev.detour.report.EventLines.recovered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    @TempDir
    Path folder;

    private final Digest digest = new Digest();

    @Test
    void counts_lines_that_are_no_events_and_goes_on() throws IOException {
        Reading reading = reading(
                digest,
                failed("1", 0, "overloaded") + "Exception in thread main\n\n[]\n{}\n" + failed("2", 1, "overloaded"));

        assertThat(digest.events()).isEqualTo(2);
        assertThat(reading.foreign()).isEqualTo(3);
        assertThat(reading.cut()).isZero();
    }

    @Test
    void last_line_of_a_writer_that_died_is_cut_and_not_foreign() throws IOException {
        String line = failed("2", 1, "overloaded");
        Reading reading = reading(digest, failed("1", 0, "overloaded") + line.substring(0, line.length() - 20));

        assertThat(digest.events()).isEqualTo(1);
        assertThat(reading.cut()).isEqualTo(1);
        assertThat(reading.foreign()).isZero();
    }

    @Test
    void whole_last_line_without_an_end_counts() throws IOException {
        reading(digest, failed("1", 0, "overloaded").strip());

        assertThat(digest.events()).isEqualTo(1);
    }

    @Test
    void line_without_end_is_passed_over_in_bounded_memory() throws IOException {
        byte[] long_ = new byte[3 * Lines.LONGEST];
        Arrays.fill(long_, (byte) 'x');
        Reading reading = reading(digest, new String(long_, UTF_8) + "\n" + failed("1", 0, "overloaded"));

        assertThat(reading.foreign()).isEqualTo(1);
        assertThat(digest.events()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\":\"+999999999-12-31T23:59:59Z\",\"event\":\"call_failed\"}",
                "{\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"call_failed\"}",
                "{\"time\":\"yesterday\",\"event\":\"call_failed\"}",
                "{\"time\":\"2026-11-19T12:00:00Z\",\"event\":\"order_placed\"}",
                "{\"time\":\"2026-11-19T12:00:00Z\",\"event\":\"call_failed\"} and more",
                "{\"time\":\"2026-11-19T12:00:00Z\",\"event\":\"call_failed\",\"attempt\":99999999999999999999}",
            })
    void is_no_event(String line) throws IOException {
        assertThat(reading(digest, line + "\n").foreign()).isEqualTo(1);
    }

    @Test
    void unknown_and_nested_values_are_passed_over() throws IOException {
        String line = failed("1", 0, "overloaded").strip();
        reading(
                digest,
                line.substring(0, line.length() - 1) + ",\"new\":{\"a\":[1,{}]},\"status\":\"many\",\"url\":7}\n");

        assertThat(digest.events()).isEqualTo(1);
    }

    @Test
    void packed_files_and_standard_input_are_read_whatever_their_names() throws IOException {
        Path plain = Files.writeString(folder.resolve("b"), failed("1", 5, "overloaded"));
        Path packed = Files.write(folder.resolve("a.jsonl.2"), packed(failed("2", 3, "overloaded")));
        Report report = Report.read(
                List.of(plain, packed, Path.of("-"), plain),
                new ByteArrayInputStream(failed("3", 1, "overloaded").getBytes(UTF_8)),
                Progress.none());

        assertThat(report.summary()).startsWith("3 events of 1 JVM, 2026-11-19T12:00:01Z to 2026-11-19T12:00:05Z");
    }

    @Test
    void packed_file_that_was_cut_off_counts_as_far_as_it_goes() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append(failed(Integer.toHexString(i * 7919), i, "overloaded"));
        }
        byte[] whole = packed(many.toString());
        Path file = Files.write(folder.resolve("events.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(read(file).summary())
                .contains("packed file that ends too early")
                .doesNotStartWith("0 events");
    }

    @Test
    void call_that_went_on_while_files_were_changed_stays_whole() throws IOException {
        Path older = Files.writeString(folder.resolve("events.jsonl.1"), attempt("1", 0, "overloaded", "move"));
        Path newer = Files.writeString(folder.resolve("events.jsonl"), recovered("1", 1, "overloaded"));
        StringWriter totals = new StringWriter();
        read(newer, older).writeTotals(totals);

        assertThat(totals.toString()).contains("\"rescued_by_failover\":1").contains("\"rescued_somehow\":0");
    }

    @Test
    void tells_of_files_that_were_forgotten() throws IOException {
        Path newer = Files.writeString(folder.resolve("events.jsonl"), failed("1", 0, "overloaded"));
        Path older = Files.writeString(folder.resolve("events.jsonl.1"), failed("2", 0, "overloaded"));

        assertThat(read(newer).forgotten()).containsExactly(older);
        assertThat(read(newer, older).forgotten()).isEmpty();
    }

    @Test
    void says_what_is_wrong_with_a_file() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "hello\nworld\n");

        assertThatThrownBy(() -> read(folder.resolve("missing"))).hasMessageContaining("is not there");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("is a folder; give the files in it");
        assertThatThrownBy(() -> read(log)).hasMessageContaining("none of 2 lines is an event");
    }

    @Test
    void empty_file_is_a_day_without_failures() throws IOException {
        Path page = folder.resolve("report.html");
        Report report = read(Files.createFile(folder.resolve("events.jsonl")));
        report.write(page);

        assertThat(report.summary()).isEqualTo("0 events");
        assertThat(page).content().contains("\"events\":0");
    }

    @Test
    void events_are_never_written_over() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), failed("1", 0, "overloaded"));

        assertThatThrownBy(() -> read(events).write(events)).hasMessageContaining("is one of the files of events");
        assertThat(events).content().contains("overloaded");
    }

    @Test
    void progress_is_told_now_and_then_and_taken_away() throws IOException {
        StringWriter terminal = new StringWriter();
        AtomicLong nanos = new AtomicLong();
        Progress progress =
                Progress.on(new PrintWriter(terminal), () -> nanos.getAndAdd(TimeUnit.MILLISECONDS.toNanos(50)));
        progress.expect(40);
        try (InputStream counted = progress.counting(new ByteArrayInputStream(new byte[10]))) {
            counted.readAllBytes();
        }
        for (int i = 0; i < 20_000; i++) {
            progress.line();
        }
        progress.done();

        assertThat(terminal.toString()).contains("reading   25 %").endsWith("\r\u001b[K");
        assertThat(terminal.toString().split("reading").length).isLessThan(20);
    }

    private static Report read(Path... files) throws IOException {
        return Report.read(List.of(files), InputStream.nullInputStream(), Progress.none());
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
