package dev.detour.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums as JSON in one line, for programs. */
final class Totals {
    private static final JsonFactory JSON = new JsonFactory();

    private final Digest digest;
    private final Reading reading;

    Totals(Digest digest, Reading reading) {
        this.digest = digest;
        this.reading = reading;
    }

    void write(Writer out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        writeReading(json);
        writeSums(json);
        writeCodes(json);
        writeQuantiles(json);
        json.writeEndObject();
        json.close();
        out.write("\n");
        out.flush();
    }

    private void writeReading(JsonGenerator json) throws IOException {
        json.writeNumberField("lines", reading.lines());
        json.writeNumberField("foreign_lines", reading.foreign());
        json.writeNumberField("cut_lines", reading.cut());
        json.writeNumberField("broken_files", reading.broken());
        json.writeNumberField("dropped_events", digest.remarks().dropped());
        json.writeNumberField("jvms", digest.instances().all().size());
        writeTime(json, "first", digest.first());
        writeTime(json, "last", digest.last());
        json.writeObjectFieldStart("events");
        for (Map.Entry<?, Long> count : digest.counts().entrySet()) {
            json.writeNumberField(count.getKey().toString().toLowerCase(Locale.ROOT), count.getValue());
        }
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, @Nullable Long millis) throws IOException {
        if (millis != null) {
            json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
        }
    }

    private void writeSums(JsonGenerator json) throws IOException {
        long[] totals = digest.timeline().totals();
        for (Measure measure : Measure.values()) {
            json.writeNumberField(measure.code(), totals[measure.place()]);
        }
    }

    private void writeCodes(JsonGenerator json) throws IOException {
        Map<String, Long> failures = new TreeMap<>();
        for (Timeline.Stretch stretch : digest.timeline().inOrder().values()) {
            stretch.cells()
                    .forEach((cause, sums) -> failures.merge(
                            digest.causes().all().get(cause).kind(), sums[Measure.FAILURES.place()], Long::sum));
        }
        json.writeObjectFieldStart("failures_by_code");
        for (Map.Entry<String, Long> code : failures.entrySet()) {
            if (code.getValue() > 0) {
                json.writeNumberField(code.getKey(), code.getValue());
            }
        }
        json.writeEndObject();
    }

    private void writeQuantiles(JsonGenerator json) throws IOException {
        Durations calls = digest.timeline().calls();
        json.writeObjectFieldStart("call_ms");
        json.writeNumberField("count", calls.total());
        json.writeNumberField("p50", Math.round(calls.quantile(0.5)));
        json.writeNumberField("p95", Math.round(calls.quantile(0.95)));
        json.writeNumberField("p99", Math.round(calls.quantile(0.99)));
        json.writeEndObject();
    }
}
