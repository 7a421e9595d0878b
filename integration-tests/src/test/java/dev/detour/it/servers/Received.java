package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param target the request target, exactly as sent ({@code :path} in HTTP/2)
 * @param headers by lower-case name, in order, without HTTP/2's pseudo headers
 * @param authority {@code Host}, or {@code :authority} in HTTP/2; null where it was not sent
 * @param protocol {@code http/1.1} or {@code h2}
 * @param sni the server name of the TLS handshake; null without one
 * @param clientCertificate the subject of the client's certificate; null without one
 * @param connection tells connections of one server apart
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Received(
        String method,
        String target,
        Map<String, List<String>> headers,
        @Nullable String authority,
        byte[] body,
        String protocol,
        @Nullable String sni,
        @Nullable String clientCertificate,
        int connection) {

    /** The values of a header, by its name in any case; null where it was not sent. */
    public @Nullable String header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .map(values -> String.join("\n", values))
                .orElse(null);
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** The target without its query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }
}
