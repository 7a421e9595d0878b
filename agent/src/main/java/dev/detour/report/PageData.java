package dev.detour.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.detour.failure.FailureKind;
import dev.detour.telemetry.Event;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The digest as the page's script reads it. In ASCII, and without the characters that mean something in HTML, so that no
 * text of an event can end the element that it stands in.
 */
final class PageData {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<Event.Key> KEYS = List.of(Event.Key.values());

    private static final int LONGEST_TEXT = 2_000;

    private final Digest digest;
    private final Reading reading;
    private final Instant made;

    PageData(Digest digest, Reading reading, Instant made) {
        this.digest = digest;
        this.reading = reading;
        this.made = made;
    }

    void write(Writer out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setCharacterEscapes(new WithoutHtml());
        json.writeStartObject();
        writeReading(json);
        writeNames(json);
        writeCauses(json);
        writeTimeline(json);
        writeInstances(json);
        writeBreakers(json);
        writeRemarks(json);
        writeStories(json);
        json.writeEndObject();
        json.close();
    }

    private void writeReading(JsonGenerator json) throws IOException {
        json.writeNumberField("made", made.toEpochMilli());
        json.writeNumberField("events", digest.events());
        json.writeNumberField("lines", reading.lines());
        json.writeNumberField("foreign", reading.foreign());
        json.writeNumberField("cut", reading.cut());
        json.writeNumberField("broken", reading.broken());
        json.writeNumberField("dropped", digest.remarks().dropped());
        writeIfKnown(json, "first", digest.first());
        writeIfKnown(json, "last", digest.last());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<Event.Name, Long> count : digest.counts().entrySet()) {
            json.writeNumberField(count.getKey().code(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void writeIfKnown(JsonGenerator json, String name, @Nullable Long number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }

    /** What the numbers in arrays stand for, and what the dictionary says of the codes that occur. */
    private void writeNames(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("measures");
        for (Measure measure : Measure.values()) {
            json.writeString(measure.code());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("keys");
        for (Event.Key key : KEYS) {
            json.writeString(key.code());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("numbers");
        for (Event.Key key : KEYS) {
            json.writeBoolean(key.isNumber());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("codes");
        TreeSet<String> codes = new TreeSet<>();
        digest.causes().all().forEach(cause -> codes.add(cause.kind()));
        for (String code : codes) {
            FailureKind kind = FailureKind.ofCode(code);
            if (kind != null) {
                json.writeArrayFieldStart(code);
                json.writeString(kind.layer().code());
                json.writeString(kind.meaning());
                json.writeString(kind.hint());
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private void writeCauses(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("causes");
        for (Cause cause : digest.causes().all()) {
            json.writeStartObject();
            json.writeStringField("route", cause.route());
            json.writeStringField("path", cause.path());
            json.writeStringField("host", cause.host());
            json.writeStringField("kind", cause.kind());
            if (cause.first() <= cause.last()) {
                json.writeNumberField("first", cause.first());
                json.writeNumberField("last", cause.last());
            }
            writeIfKnown(json, "hint", cause.hint());
            writeIfKnown(json, "message", cause.message());
            writeIfKnown(json, "issuer", cause.issuer());
            writeCounts(json, "decisions", cause.decisions());
            writeCounts(json, "statuses", cause.statuses());
            json.writeFieldName("failed_after");
            writeDurations(json, cause.untilFailure());
            json.writeFieldName("calls");
            writeDurations(json, cause.calls());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIfKnown(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private static void writeCounts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeStartArray();
            json.writeString(count.getKey());
            json.writeNumber(count.getValue());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Step, count, step, count and so on. */
    private static void writeDurations(JsonGenerator json, Durations durations) throws IOException {
        long[] counts = durations.counts();
        json.writeStartArray();
        for (int step = 0; step < counts.length; step++) {
            if (counts[step] > 0) {
                json.writeNumber(step);
                json.writeNumber(counts[step]);
            }
        }
        json.writeEndArray();
    }

    /** Each stretch as its start, its durations, and the sums of each cause behind the cause's number. */
    private void writeTimeline(JsonGenerator json) throws IOException {
        json.writeNumberField("width", digest.timeline().widthMillis());
        json.writeArrayFieldStart("timeline");
        for (Map.Entry<Long, Timeline.Stretch> entry :
                digest.timeline().inOrder().entrySet()) {
            json.writeStartArray();
            json.writeNumber(entry.getKey());
            writeDurations(json, entry.getValue().calls());
            for (Map.Entry<Integer, long[]> cell : entry.getValue().cells().entrySet()) {
                writeCell(json, cell.getKey(), cell.getValue());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void writeCell(JsonGenerator json, int cause, long[] sums) throws IOException {
        int last = sums.length - 1;
        while (last > 0 && sums[last] == 0) {
            last--;
        }
        json.writeStartArray();
        json.writeNumber(cause);
        for (int i = 0; i <= last; i++) {
            json.writeNumber(sums[i]);
        }
        json.writeEndArray();
    }

    private void writeInstances(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("instances");
        for (Instance instance : digest.instances().all()) {
            json.writeStartArray();
            for (String part : instance.name().split("\n", 3)) {
                json.writeString(part);
            }
            json.writeNumber(instance.events());
            json.writeNumber(instance.failures());
            json.writeNumber(instance.lost());
            json.writeNumber(instance.first());
            json.writeNumber(instance.last());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeBreakers(JsonGenerator json) throws IOException {
        json.writeNumberField("breakers_passed_over", digest.breakers().passedOver());
        json.writeArrayFieldStart("breakers");
        for (BreakerTimes.Open open : digest.breakers().all()) {
            json.writeStartArray();
            json.writeNumber(open.cause().number());
            json.writeNumber(open.instance());
            json.writeNumber(open.start());
            json.writeNumber(open.openMillis());
            json.writeNumber(open.end());
            json.writeNumber(open.isClosed() ? 1 : 0);
            json.writeNumber(open.failures());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeRemarks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("remarks");
        for (Remarks.Remark remark : digest.remarks().inOrder()) {
            json.writeStartArray();
            json.writeNumber(remark.time());
            json.writeString(remark.name());
            json.writeNumber(remark.instance());
            json.writeString(remark.text());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeStories(JsonGenerator json) throws IOException {
        StringTable texts = new StringTable();
        EventParser parser = new EventParser();
        json.writeNumberField("stories_offered", digest.stories().offered());
        json.writeArrayFieldStart("stories");
        for (CallEvents call : digest.stories().chosen()) {
            json.writeStartArray();
            json.writeString(call.outcome().code());
            json.writeNumber(call.cause().number());
            for (byte[] line : call.lines()) {
                Told told = parser.parse(line, line.length);
                if (told != null) {
                    writeEvent(json, told, texts);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("texts");
        for (String text : texts.texts()) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Time, name, JVM, then the numbers of keys with their values, which are numbers or numbers of texts. */
    private void writeEvent(JsonGenerator json, Told told, StringTable texts) throws IOException {
        json.writeStartArray();
        json.writeNumber(told.time());
        json.writeString(told.name().code());
        json.writeNumber(digest.instances().of(told).number());
        for (Event.Key key : KEYS) {
            if (told.has(key)) {
                json.writeNumber(KEYS.indexOf(key));
                json.writeNumber(
                        key.isNumber() ? told.number(key) : texts.number(Texts.cut(told.text(key, ""), LONGEST_TEXT)));
            }
        }
        json.writeEndArray();
    }

    /** For element content: neither a tag nor a reference to a character can begin. */
    private static final class WithoutHtml extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private final int[] escapes = standardAsciiEscapesForJSON();

        WithoutHtml() {
            escapes['<'] = ESCAPE_STANDARD;
            escapes['>'] = ESCAPE_STANDARD;
            escapes['&'] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
