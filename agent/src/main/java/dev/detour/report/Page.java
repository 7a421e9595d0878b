package dev.detour.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One file of HTML with all that it needs inside. A browser runs nothing in it but the two scripts whose hashes it names,
 * and loads nothing at all.
 */
final class Page {
    private final PageData data;

    Page(PageData data) {
        this.data = data;
    }

    void write(Writer out) throws IOException {
        String charts = withoutSourceMap(asset("chart/chart.umd.min.js"));
        String script = asset("report.js");
        String style = asset("report.css");
        String frame = asset("report.html")
                .replace("{{script-hashes}}", hash(charts) + " " + hash(script))
                .replace("{{style-hash}}", hash(style))
                .replace("{{style}}", style)
                .replace("{{charts-licence}}", asset("chart/LICENSE.md").strip());
        String[] parts = frame.split("\\{\\{(data|charts|script)}}", -1);
        out.write(parts[0]);
        data.write(out);
        out.write(parts[1]);
        out.write(charts);
        out.write(parts[2]);
        out.write(script);
        out.write(parts[3]);
    }

    /** A browser would look for the file that it names. */
    private static String withoutSourceMap(String script) {
        int comment = script.lastIndexOf("//# sourceMappingURL=");
        return comment < 0 ? script : script.substring(0, comment);
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String asset(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("detour.jar lacks " + name);
            }
            // As a browser reads it: hashes are those of the text that it sees.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        }
    }
}
