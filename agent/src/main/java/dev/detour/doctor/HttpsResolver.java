package dev.detour.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.detour.network.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** DNS over HTTPS, in the JSON form that the large public resolvers have ({@code application/dns-json}). */
final class HttpsResolver implements Resolver {
    private final String url;
    private final Duration timeout;

    HttpsResolver(String url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return url;
    }

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
        return Bounded.run(timeout, () -> {}, () -> {
            List<InetAddress> found = new ArrayList<>(ask(host, "A"));
            found.addAll(ask(host, "AAAA"));
            return found;
        });
    }

    private List<InetAddress> ask(String host, String type) throws IOException {
        String query = "name=" + URLEncoder.encode(host, StandardCharsets.UTF_8) + "&type=" + type;
        HttpURLConnection connection = (HttpURLConnection) URI.create(url + (url.indexOf('?') < 0 ? "?" : "&") + query)
                .toURL()
                .openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setRequestProperty("accept", "application/dns-json");
        try (InputStream in = connection.getInputStream()) {
            return addresses(new String(in.readNBytes(64 << 10), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    /** {@code data} of each answer; what is no address is an alias on the way. */
    static List<InetAddress> addresses(String text) throws IOException {
        List<InetAddress> found = new ArrayList<>();
        int status = -1;
        try (JsonParser json = new JsonFactory().createParser(text)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && "Status".equals(json.currentName())) {
                    status = json.getIntValue();
                } else if (json.currentToken() == JsonToken.VALUE_STRING && "data".equals(json.currentName())) {
                    InetAddress address = Addresses.parse(json.getText());
                    if (address != null) {
                        found.add(address);
                    }
                }
            }
        }
        // RFC 1035: 0 well, 3 no such name.
        if (status != 0 && status != 3) {
            throw new IOException("it answers with status " + status);
        }
        return found;
    }
}
