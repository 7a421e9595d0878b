package dev.detour.client.jdk;

import dev.detour.call.Call;
import dev.detour.call.Decision;
import dev.detour.call.Send;
import dev.detour.exchange.Outcome;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;

/**
 * Stands for the application's body handler in one attempt: decides as soon as the answer's head is there, and asks the
 * application's handler only for the answer that is handed back. It is also the mark by which an attempt of ours is told
 * from a call of the application's.
 */
final class AttemptHandler<T> implements BodyHandler<T> {
    private final BodyHandler<T> application;
    private final Call call;
    private final Send send;

    AttemptHandler(BodyHandler<T> application, Call call, Send send) {
        this.application = application;
        this.call = call;
        this.send = send;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        Decision decision = call.after(
                send,
                Outcome.answered(
                        info.statusCode(),
                        name -> info.headers().firstValue(name).orElse(null)));
        if (decision.sendsAgain()) {
            return new DiscardingSubscriber<>();
        }
        return new WatchingSubscriber<>(application.apply(info), call, send);
    }
}
