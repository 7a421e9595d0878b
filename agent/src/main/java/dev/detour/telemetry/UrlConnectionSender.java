package dev.detour.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends by {@link HttpURLConnection}, the one client of the JDK's that this agent changes nothing in, and none of the
 * defaults that an application can set in it: no authenticator, no verifier of host names, no socket factory; proxies as
 * the JVM has them.
 *
 * <p>Nothing is sent twice: with the next interval the same sums go out again. Connections are not kept, because a kept
 * one would hold objects of ours after a detach.
 */
final class UrlConnectionSender implements HttpSender {
    private static final int MOST_OF_AN_ANSWER = 1 << 16;

    private final HttpSenderConfig config;
    private final Consumer<String> complaints;
    private final AtomicBoolean complained = new AtomicBoolean();

    UrlConnectionSender(HttpSenderConfig config, Consumer<String> complaints) {
        this.config = config;
        this.complaints = complaints;
    }

    /** Done when it returns: the caller is a thread of its own. */
    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        try {
            Answer answer = post(message);
            if (answer.status / 100 != 2) {
                complain("status " + answer.status);
            }
            onResponse.accept(answer);
        } catch (IOException | RuntimeException failure) {
            complain(failure.toString());
            onError.accept(failure);
        }
    }

    private void complain(String why) {
        if (complained.compareAndSet(false, true)) {
            complaints.accept("metrics cannot be sent to " + config.getEndpoint() + " (" + why
                    + "). It is tried again with each interval; this is said once.");
        }
    }

    private Answer post(MessageWriter message) throws IOException {
        HttpURLConnection connection = prepared();
        try {
            connection.setFixedLengthStreamingMode(message.getContentLength());
            try (OutputStream out = connection.getOutputStream()) {
                message.writeMessage(out);
            }
            int status = connection.getResponseCode();
            return new Answer(status, String.valueOf(connection.getResponseMessage()), body(connection, status));
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection prepared() throws IOException {
        URLConnection opened = config.getEndpoint().toURL().openConnection();
        if (opened instanceof HttpsURLConnection) {
            HttpsURLConnection secure = (HttpsURLConnection) opened;
            secure.setSSLSocketFactory((SSLSocketFactory) SSLSocketFactory.getDefault());
            // Asked only where the JDK's own check has failed.
            secure.setHostnameVerifier((host, session) -> false);
        }
        HttpURLConnection connection = (HttpURLConnection) opened;
        connection.setAuthenticator(new Authenticator() {});
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) config.getConnectTimeout().toMillis());
        connection.setReadTimeout((int) config.getTimeout().toMillis());
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Content-Type", config.getContentType());
        for (Map.Entry<String, List<String>> header :
                config.getHeadersSupplier().get().entrySet()) {
            header.getValue().forEach(value -> connection.addRequestProperty(header.getKey(), value));
        }
        return connection;
    }

    private static byte[] body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return body == null ? new byte[0] : body.readNBytes(MOST_OF_AN_ANSWER);
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private static final class Answer implements HttpResponse {
        private final int status;
        private final String message;
        private final byte[] body;

        Answer(int status, String message, byte[] body) {
            this.status = status;
            this.message = message;
            this.body = body;
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return message;
        }

        @Override
        public byte[] getResponseBody() {
            return body;
        }
    }
}
