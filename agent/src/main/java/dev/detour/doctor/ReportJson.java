package dev.detour.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.detour.doctor.CourseResult.Often;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The report for machines: one document, in one line. */
final class ReportJson {
    private ReportJson() {}

    static String of(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(report, json);
        } catch (IOException neverOfAString) {
            throw new UncheckedIOException(neverOfAString);
        }
        return text.append('\n').toString();
    }

    private static void write(Report report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", report.url());
        json.writeStringField("time", report.time().toString());
        json.writeNumberField("rounds", report.rounds());
        verdict(report.verdict(), json);
        json.writeArrayFieldStart("environment");
        for (Finding finding : report.environment()) {
            finding(new Often(List.of(finding), 1), json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("courses");
        for (CourseResult course : report.courses()) {
            json.writeStartObject();
            json.writeStringField("name", course.name());
            json.writeStringField("target", course.target());
            json.writeArrayFieldStart("findings");
            for (Often finding : course.findings()) {
                finding(finding, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void verdict(Verdict verdict, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("grade", verdict.grade().code());
        json.writeStringField("course", verdict.course());
        json.writeStringField("layer", verdict.layer());
        json.writeStringField("code", verdict.code());
        json.writeStringField("what", verdict.what());
        json.writeStringField("why", verdict.why());
        json.writeStringField("do", verdict.todo());
        json.writeEndObject();
    }

    private static void finding(Often often, JsonGenerator json) throws IOException {
        Finding finding = often.worst();
        json.writeStartObject();
        json.writeStringField("step", finding.step().code());
        if (!finding.label().isEmpty()) {
            json.writeStringField("label", finding.label());
        }
        json.writeStringField("grade", finding.grade().code());
        if (finding.code() != null) {
            json.writeStringField("code", finding.code());
        }
        json.writeStringField("summary", finding.summary());
        if (finding.hint() != null) {
            json.writeStringField("hint", finding.hint());
        }
        if (finding.millis() >= 0) {
            json.writeNumberField("ms", finding.millis());
        }
        if (often.rounds() > 1) {
            json.writeNumberField("times", often.times());
            json.writeNumberField("rounds", often.rounds());
        }
        if (!finding.facts().isEmpty()) {
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : finding.facts().entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
