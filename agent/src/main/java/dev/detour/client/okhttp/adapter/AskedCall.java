package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Url;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** What the application asks of OkHttp, in the words of no client. */
final class AskedCall implements Asked {
    private final Request request;
    private final @Nullable Call call;
    private final OkHttpRelease release;
    private final Url url;

    /**
     * One call.
     *
     * @param request as it comes out of the application's interceptors
     * @param url of the request
     * @param call null where nobody asks for its deadline
     */
    AskedCall(Request request, Url url, @Nullable Call call, OkHttpRelease release) {
        this.request = request;
        this.call = call;
        this.release = release;
        this.url = url;
    }

    Request request() {
        return request;
    }

    @Override
    public String client() {
        return "okhttp";
    }

    @Override
    public String clientVersion() {
        return release.version();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Url url() {
        return url;
    }

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public boolean isRepeatable() {
        RequestBody body = request.body();
        return body == null || release.isRepeatable(body);
    }

    /** OkHttp's call timeout: it counts the application's interceptors and the body, too. */
    @Override
    public long deadlineMillis() {
        return call == null ? 0 : TimeUnit.NANOSECONDS.toMillis(call.timeout().timeoutNanos());
    }
}
