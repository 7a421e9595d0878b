package dev.detour.call;

import dev.detour.exchange.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client whose answers and failures are written down beforehand: statuses, exceptions, or futures of either. */
class ScriptedClient implements BlockingSender<Integer>, AsyncSender<Integer> {
    final List<Send> sent = new ArrayList<>();
    final List<Integer> discarded = new ArrayList<>();
    final List<Long> pauses = new ArrayList<>();
    private final Deque<Object> script = new ArrayDeque<>();
    private Runnable duringPause = () -> {};

    ScriptedClient(Object... script) {
        this.script.addAll(List.of(script));
    }

    ScriptedClient duringPause(Runnable action) {
        duringPause = action;
        return this;
    }

    @Override
    public Integer send(Send send) throws Exception {
        sent.add(send);
        Object next = script.removeFirst();
        if (next instanceof Exception failure) {
            throw failure;
        }
        return (Integer) next;
    }

    @Override
    @SuppressWarnings("unchecked") // a future in the script is one of statuses
    public CompletableFuture<Integer> sendAsync(Send send) {
        sent.add(send);
        Object next = script.removeFirst();
        if (next instanceof CompletableFuture) {
            return (CompletableFuture<Integer>) next;
        }
        return next instanceof Exception failure
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture((Integer) next);
    }

    @Override
    public Outcome outcome(Integer status) {
        return Outcome.answered(status, name -> null);
    }

    @Override
    public void discard(Integer status) {
        discarded.add(status);
    }

    @Override
    public void pause(long millis) throws InterruptedException {
        pauses.add(millis);
        duringPause.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
