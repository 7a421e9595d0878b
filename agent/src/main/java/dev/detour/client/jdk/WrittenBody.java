package dev.detour.client.jdk;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Phase;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** The application's body, and the moment at which all of it has been handed to the client. */
final class WrittenBody implements BodyPublisher {
    private final BodyPublisher application;
    private final Attempt attempt;

    WrittenBody(BodyPublisher application, Attempt attempt) {
        this.application = application;
        this.attempt = attempt;
    }

    @Override
    public long contentLength() {
        return application.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
        application.subscribe(new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                attempt.reached(Phase.WRITE);
                client.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                client.onNext(buffer);
            }

            @Override
            public void onError(Throwable failure) {
                client.onError(failure);
            }

            @Override
            public void onComplete() {
                attempt.reached(Phase.FIRST_BYTE);
                client.onComplete();
            }
        });
    }
}
