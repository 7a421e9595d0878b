package dev.detour.client.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** The application's body, and the moments at which the client has begun it and has got all of it. */
final class WrittenBody implements BodyPublisher {
    private final BodyPublisher application;
    private final Trail trail;

    WrittenBody(BodyPublisher application, Trail trail) {
        this.application = application;
        this.trail = trail;
    }

    @Override
    public long contentLength() {
        return application.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
        application.subscribe(new Flow.Subscriber<ByteBuffer>() {
            private long left = contentLength();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                trail.beginBody();
                client.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                left -= buffer.remaining();
                if (left == 0) {
                    // The end itself is told only when the client asks for more.
                    trail.endBody();
                }
                client.onNext(buffer);
            }

            @Override
            public void onError(Throwable failure) {
                client.onError(failure);
            }

            @Override
            public void onComplete() {
                trail.endBody();
                client.onComplete();
            }
        });
    }
}
