package dev.detour.client.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.detour.exchange.BodyStart;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeekingSubscriberTest {
    private final Application application = new Application();
    private final Client client = new Client();
    private final List<BodyStart> judged = new ArrayList<>();
    private final PeekingSubscriber<String> peeking = new PeekingSubscriber<>(null, start -> {
        judged.add(start);
        return application;
    });

    @Test
    void nothing_is_handed_on_before_it_is_judged_and_all_of_it_afterwards() {
        peeking.onSubscribe(client);
        give("one");
        give("two");
        assertThat(application.subscription).isNull();
        peeking.onComplete();

        assertThat(judged).singleElement().extracting(BodyStart::text).isEqualTo("onetwo");
        application.ask(10);
        assertThat(application.got).containsExactly("one", "two", "complete");
    }

    @Test
    void the_application_gets_as_much_as_it_asks_for_and_the_client_is_asked_for_no_more() {
        peeking.onSubscribe(client);
        give("x".repeat(BodyStart.MOST));
        assertThat(judged).hasSize(1);
        assertThat(application.got).isEmpty();
        assertThat(client.open()).isZero();

        application.ask(1);
        assertThat(application.got).hasSize(1);
        assertThat(client.open()).isZero();
        application.ask(1);
        assertThat(client.open()).isEqualTo(1);
        give("two");
        assertThat(application.got).hasSize(2);
        application.ask(Long.MAX_VALUE);
        give("three");
        give("four");
        peeking.onComplete();
        assertThat(application.got).endsWith("two", "three", "four", "complete");
    }

    @Test
    void an_end_without_a_byte_needs_no_demand() {
        peeking.onSubscribe(client);
        peeking.onComplete();

        assertThat(judged).singleElement().matches(BodyStart::isEmpty);
        assertThat(application.got).containsExactly("complete");
    }

    @Test
    void what_broke_off_is_handed_on_with_its_exception() {
        IOException broken = new IOException("broken");
        peeking.onSubscribe(client);
        give("one");
        peeking.onError(broken);
        application.ask(1);

        assertThat(judged).singleElement().extracting(BodyStart::text).isEqualTo("one");
        assertThat(application.got).containsExactly("one", broken.toString());
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() throws Exception {
        peeking.onSubscribe(client);
        application.subscribed.join();

        assertThat(judged).singleElement().matches(start -> !start.isSeen());
        application.ask(1);
        assertThat(client.open())
                .as("one was asked for while it was waited for")
                .isEqualTo(1);
        give("late");
        assertThat(application.got.poll(30, TimeUnit.SECONDS))
                .as("by whichever thread is just handing on")
                .isEqualTo("late");
    }

    @Test
    void what_the_applications_handler_throws_is_the_answers_failure() {
        PeekingSubscriber<String> refusing = new PeekingSubscriber<>(null, start -> {
            throw new IllegalStateException("no handler for this");
        });
        refusing.onSubscribe(client);
        refusing.onComplete();

        assertThat(client.cancelled).isTrue();
        assertThatThrownBy(() -> refusing.getBody().toCompletableFuture().join())
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_body_is_what_the_application_makes_of_it() {
        peeking.onSubscribe(client);
        peeking.onComplete();
        assertThat(peeking.getBody().toCompletableFuture()).isNotDone();
        application.body.complete("made");

        assertThat(peeking.getBody().toCompletableFuture().join()).isEqualTo("made");
    }

    /** As the client does: never more than was asked for. */
    private void give(String text) {
        assertThat(client.open.getAndDecrement()).isPositive();
        peeking.onNext(bytes(text));
    }

    private static List<ByteBuffer> bytes(String text) {
        return List.of(ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer());
    }

    /** Takes down what it gets, and asks only when the test does. */
    private static final class Application implements BodySubscriber<String> {
        final CompletableFuture<String> body = new CompletableFuture<>();
        final CompletableFuture<Void> subscribed = new CompletableFuture<>();
        final BlockingQueue<String> got = new LinkedBlockingQueue<>();
        volatile Flow.@Nullable Subscription subscription;

        void ask(long count) {
            subscribed.join();
            Flow.Subscription current = subscription;
            if (current != null) {
                current.request(count);
            }
        }

        @Override
        public CompletionStage<String> getBody() {
            // The last that is asked for before bytes are handed on.
            subscribed.complete(null);
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                got.add(UTF_8.decode(buffer).toString());
            }
        }

        @Override
        public void onError(Throwable failure) {
            got.add(failure.toString());
        }

        @Override
        public void onComplete() {
            got.add("complete");
        }
    }

    /** Counts what is asked of it. */
    private static final class Client implements Flow.Subscription {
        final AtomicLong open = new AtomicLong();
        volatile boolean cancelled;

        /** Pieces that were asked for and have not been given. */
        long open() {
            return open.get();
        }

        @Override
        public void request(long count) {
            open.getAndUpdate(before -> before + count < 0 ? Long.MAX_VALUE : before + count);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
