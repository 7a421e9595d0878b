package dev.detour.client.okhttp;

import java.net.Proxy;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A program that uses OkHttp, in a loader of its own. In terms of the JDK: the test does not know its OkHttp. */
public interface Application {
    /** What it got. */
    final class Answer {
        public int code;
        public String body = "";
        public String url = "";
        public Map<String, List<String>> requestHeaders = Map.of();
        public List<String> priorUrls = List.of();
        public List<String> seenByApplicationInterceptor = List.of();
        public List<String> seenByNetworkInterceptor = List.of();
        public @Nullable Throwable failure;
    }

    /** How it calls; everything has a default. */
    final class Ask {
        public String url = "";
        public String method = "GET";
        public @Nullable String body;
        public boolean oneShot;
        /** HTTP/2 without TLS. */
        public boolean priorKnowledge;
        /** Once the body has been written but for its end. */
        public @Nullable Runnable onBodyWritten;

        public boolean async;
        public Map<String, String> headers = Map.of();
        public Map<String, String> addedByApplicationInterceptor = Map.of();
        public Map<String, String> addedByNetworkInterceptor = Map.of();
        public @Nullable String alsoCalledByInterceptor;
        public @Nullable SSLSocketFactory sockets;
        public @Nullable X509TrustManager trust;
        public @Nullable String pinnedHost;
        public @Nullable String pin;
        public @Nullable Proxy proxy;
        public @Nullable String authenticatesWith;
        public int readTimeoutMillis = 5000;
        public int callTimeoutMillis;
        public @Nullable Runnable onRunning;
    }

    Answer ask(Ask ask);

    /** Cancels the call that is being made in another thread. */
    void cancel();

    /** Closes what its client keeps. */
    void close();
}
