package dev.detour.client.jdk;

import dev.detour.call.Call;
import dev.detour.call.Decision;
import dev.detour.call.Send;
import dev.detour.exchange.Outcome;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the application's body handler in one attempt: decides as soon as the answer's head is there, of a
 * failure with the beginning of its body, and asks the application's handler only for the answer that is handed back.
 * It is also the mark by which an attempt of ours is told from a call of the application's.
 */
final class AttemptHandler<T> implements BodyHandler<T> {
    private final BodyHandler<T> application;
    private final Call call;
    private final Send send;
    private volatile @Nullable WatchingSubscriber<T> body;

    AttemptHandler(BodyHandler<T> application, Call call, Send send) {
        this.application = application;
        this.call = call;
        this.send = send;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        call.answered(send);
        send.attempt().speaking(info.version() == HttpClient.Version.HTTP_2 ? "h2" : "http/1.1");
        Outcome head = Outcome.answered(info.statusCode(), new ReceivedHeaders(info.headers()));
        boolean reads = head.tellsInBody() && send.readsBody(head);
        return reads
                ? new PeekingSubscriber<>(head.header("content-encoding"), start -> judged(info, head.with(start)))
                : judged(info, head);
    }

    private BodySubscriber<T> judged(ResponseInfo info, Outcome outcome) {
        Decision decision = call.after(send, outcome);
        if (decision.sendsAgain()) {
            return new DiscardingSubscriber<>();
        }
        WatchingSubscriber<T> watching = new WatchingSubscriber<>(applied(info), send);
        body = watching;
        return LimitedSubscriber.isFor(send) ? new LimitedSubscriber<>(watching, send) : watching;
    }

    /** The client's call has failed: with its answer, or after it. */
    void callFailed() {
        WatchingSubscriber<T> answered = body;
        if (answered != null) {
            answered.callFailed();
        }
    }

    private BodySubscriber<T> applied(ResponseInfo info) {
        try {
            return application.apply(info);
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
        }
    }
}
