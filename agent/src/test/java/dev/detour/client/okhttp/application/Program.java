package dev.detour.client.okhttp.application;

import dev.detour.client.okhttp.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CertificatePinner;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Compiled against the oldest OkHttp and run with each. */
public final class Program implements Application {
    private final OkHttpClient shared = new OkHttpClient();
    private volatile @Nullable Call running;

    @Override
    public Answer ask(Ask ask) {
        Answer answer = new Answer();
        try {
            Call call = client(ask, answer).newCall(request(ask));
            running = call;
            if (ask.onRunning != null) {
                ask.onRunning.run();
            }
            try (Response response = ask.async ? enqueued(call) : call.execute()) {
                read(response, answer);
            }
        } catch (Exception failure) {
            answer.failure = failure;
        }
        return answer;
    }

    private OkHttpClient client(Ask ask, Answer answer) {
        OkHttpClient.Builder builder = shared.newBuilder()
                .readTimeout(ask.readTimeoutMillis, TimeUnit.MILLISECONDS)
                .callTimeout(ask.callTimeoutMillis, TimeUnit.MILLISECONDS);
        List<String> first = new ArrayList<>();
        List<String> network = new ArrayList<>();
        answer.seenByApplicationInterceptor = first;
        answer.seenByNetworkInterceptor = network;
        builder.addInterceptor(chain -> {
            first.add(chain.request().url().toString());
            if (ask.alsoCalledByInterceptor != null) {
                call(ask.alsoCalledByInterceptor);
            }
            Request.Builder request = chain.request().newBuilder();
            ask.addedByApplicationInterceptor.forEach(request::header);
            return chain.proceed(request.build());
        });
        builder.addNetworkInterceptor(chain -> {
            network.add(chain.request().url().toString());
            if (ask.alsoCalledByInterceptor != null) {
                call(ask.alsoCalledByInterceptor);
            }
            Request.Builder request = chain.request().newBuilder();
            ask.addedByNetworkInterceptor.forEach(request::header);
            return chain.proceed(request.build());
        });
        if (ask.sockets != null && ask.trust != null) {
            builder.sslSocketFactory(ask.sockets, ask.trust);
        }
        if (ask.pin != null && ask.pinnedHost != null) {
            builder.certificatePinner(
                    new CertificatePinner.Builder().add(ask.pinnedHost, ask.pin).build());
        }
        if (ask.priorKnowledge) {
            builder.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        if (ask.proxy != null) {
            builder.proxy(ask.proxy);
        }
        String answerToChallenge = ask.authenticatesWith;
        if (answerToChallenge != null) {
            builder.authenticator((route, response) -> response.request().header("Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Authorization", answerToChallenge)
                            .build());
        }
        return builder.build();
    }

    private void call(String url) throws IOException {
        shared.newCall(new Request.Builder().url(url).build()).execute().close();
    }

    private static Request request(Ask ask) {
        Request.Builder builder = new Request.Builder().url(ask.url);
        ask.headers.forEach(builder::header);
        String body = ask.body;
        if (body == null) {
            return builder.method(ask.method, null).build();
        }
        MediaType type = MediaType.parse("text/plain");
        return builder.method(ask.method, body(ask, body, type)).build();
    }

    private static RequestBody body(Ask ask, String body, MediaType type) {
        Runnable written = ask.onBodyWritten;
        if (written != null) {
            return new Lingering(body, written);
        }
        return ask.oneShot ? new OneShot(body) : RequestBody.create(type, body);
    }

    private static Response enqueued(Call call) throws Exception {
        CompletableFuture<Response> future = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
                future.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                future.complete(response);
            }
        });
        return future.get(20, TimeUnit.SECONDS);
    }

    private static void read(Response response, Answer answer) throws IOException {
        answer.code = response.code();
        answer.url = response.request().url().toString();
        answer.requestHeaders = response.request().headers().toMultimap();
        List<String> priors = new ArrayList<>();
        for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
            priors.add(prior.request().url().toString());
        }
        answer.priorUrls = priors;
        answer.body = response.body().string();
    }

    @Override
    public void cancel() {
        Call call = running;
        if (call != null) {
            call.cancel();
        }
    }

    @Override
    public void close() {
        shared.dispatcher().executorService().shutdown();
        shared.connectionPool().evictAll();
    }

    /** Does something else before it ends. */
    private static final class Lingering extends RequestBody {
        private final String body;
        private final Runnable written;

        Lingering(String body, Runnable written) {
            this.body = body;
            this.written = written;
        }

        @Override
        public MediaType contentType() {
            return MediaType.get("text/plain");
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(body);
            sink.flush();
            written.run();
        }
    }

    /** Overrides {@code isOneShot} where there is such a method. */
    private static final class OneShot extends RequestBody {
        private final String body;

        OneShot(String body) {
            this.body = body;
        }

        @SuppressWarnings({"unused", "EffectivelyPrivate"}) // from 3.14 on it overrides
        public boolean isOneShot() {
            return true;
        }

        @Override
        public MediaType contentType() {
            return MediaType.get("text/plain");
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(body);
        }
    }

    /** Of a URL: a request, the response that it gets, a body, and a copy of that response with this request and body. */
    public static final class Copies implements Function<String, Object[]> {
        @Override
        public Object[] apply(String url) {
            Request asked =
                    new Request.Builder().url("http://api.vendor.test/v1").build();
            ResponseBody body = ResponseBody.create(null, "watched");
            Request sent = new Request.Builder().url(url).build();
            try (Response response = new OkHttpClient().newCall(sent).execute()) {
                Response copy = response.newBuilder().request(asked).body(body).build();
                return new Object[] {asked, response, body, copy};
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
