package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A service under load: from its making on it calls at a steady rate, in turn by java.net.http and OkHttp, blocking and
 * asynchronously, with two clients that live as long as it does. Each call has a body and a number of its own, in the
 * path ({@code URL/calls/NUMBER}) and in the body; an answer other than a 200 that repeats the body is a failure.
 *
 * <p>Options: {@code url}, {@code rate} (calls a second), {@code method} (POST; several, by commas, take turns; a GET has no
 * body), {@code most} (it makes no further call while so many are under way, for the machine may be slow), {@code key}
 * (sent as {@code x-api-key}). Ways to call it:
 * {@code enter} ({@code period=}: calls that begin or end from now on do so in that period), {@code await}
 * ({@code count=}: until so many calls began and ended in the present period), {@code pause} (until
 * none is under way, and none begins), {@code begin} ({@code count=}: so many at once), {@code resume}, {@code ledger} (makes
 * no more calls, and gives a line for each, see {@link Journal}, when all have ended).
 */
public final class Service implements Client {
    private static final int WAYS = 4;

    private final String url;
    private final String key;
    private final List<String> methods;
    private final int most;
    private final Journal journal = new Journal();
    private final ExecutorService workers = Executors.newCachedThreadPool(Service::daemon);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(Service::daemon);
    private final HttpClient jdk = HttpClient.newHttpClient();
    private final OkHttpClient okHttp;
    private volatile boolean paused;

    public Service(Fields options) {
        url = options.require("url");
        key = options.require("key");
        most = options.number("most", Integer.MAX_VALUE);
        methods = List.of(options.get("method", "POST").split(","));
        Dispatcher dispatcher = new Dispatcher(workers);
        dispatcher.setMaxRequests(1000);
        dispatcher.setMaxRequestsPerHost(1000);
        // While classes are changed a busy machine may stand still for a while, on Java 11 above all: a limit of 10 s
        // that
        // ran out then would say nothing of us.
        okHttp = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofMinutes(1))
                .readTimeout(Duration.ofMinutes(1))
                .build();
        long period = TimeUnit.SECONDS.toNanos(1) / options.number("rate", 200);
        pace.scheduleAtFixedRate(this::next, 0, period, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "service");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        switch (call.require("way")) {
            case "enter":
                journal.enter(call.number("period", 0));
                break;
            case "await":
                journal.await(call.number("count", 1));
                break;
            case "pause":
                paused = true;
                journal.awaitCalm();
                break;
            case "begin":
                for (int i = 0; i < call.number("count", 1); i++) {
                    begin();
                }
                break;
            case "resume":
                paused = false;
                break;
            case "ledger":
                pace.shutdown();
                pace.awaitTermination(10, TimeUnit.SECONDS);
                seen.received(journal.awaitEnd().getBytes(UTF_8));
                break;
            default:
                throw new IllegalArgumentException("no such way: " + call);
        }
    }

    private void next() {
        if (!paused && journal.underWay() < most) {
            begin();
        }
    }

    private void begin() {
        int number = journal.begin();
        switch (number % WAYS) {
            case 0:
                workers.execute(() -> send(number));
                break;
            case 1:
                workers.execute(() -> sendAsync(number));
                break;
            case 2:
                workers.execute(() -> execute(number));
                break;
            default:
                okHttp.newCall(okHttpRequest(number)).enqueue(new Noting(number));
                break;
        }
    }

    private void send(int number) {
        try {
            answered(number, jdk.send(jdkRequest(number), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            journal.end(number, failure.toString());
        }
    }

    private void sendAsync(int number) {
        jdk.sendAsync(jdkRequest(number), BodyHandlers.ofString()).whenComplete((response, failure) -> {
            if (failure == null) {
                answered(number, response);
            } else {
                journal.end(number, failure.toString());
            }
        });
    }

    private HttpRequest jdkRequest(int number) {
        return HttpRequest.newBuilder(URI.create(url + "/calls/" + number))
                .header("x-api-key", key)
                .method(
                        method(number),
                        hasBody(number) ? BodyPublishers.ofString(body(number)) : BodyPublishers.noBody())
                .build();
    }

    /** Each goes through all ways of calling before the next has its turn. */
    private String method(int number) {
        return methods.get(number / WAYS % methods.size());
    }

    private boolean hasBody(int number) {
        return !method(number).equals("GET");
    }

    private void answered(int number, HttpResponse<String> response) {
        answered(number, response.statusCode(), response.body());
    }

    private void execute(int number) {
        try (Response response = okHttp.newCall(okHttpRequest(number)).execute()) {
            answered(number, response);
        } catch (IOException | RuntimeException | Error failure) {
            journal.end(number, failure.toString());
        }
    }

    private Request okHttpRequest(int number) {
        return new Request.Builder()
                .url(url + "/calls/" + number)
                .header("x-api-key", key)
                .method(
                        method(number),
                        hasBody(number) ? RequestBody.create(MediaType.get("text/plain"), body(number)) : null)
                .build();
    }

    private void answered(int number, Response response) throws IOException {
        answered(
                number,
                response.code(),
                java.util.Objects.requireNonNull(response.body()).string());
    }

    private void answered(int number, int status, String body) {
        boolean good = status == 200 && body.equals(body(number));
        journal.end(number, good ? Journal.GOOD : status + " " + body);
    }

    private static String body(int number) {
        return "call " + number;
    }

    @Override
    public void close() {
        pace.shutdownNow();
        workers.shutdownNow();
    }

    /** An OkHttp call that is not waited for. */
    private final class Noting implements Callback {
        private final int number;

        Noting(int number) {
            this.number = number;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            journal.end(number, failure.toString());
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                answered(number, response);
            } catch (IOException | RuntimeException | Error failure) {
                journal.end(number, failure.toString());
            }
        }
    }
}
