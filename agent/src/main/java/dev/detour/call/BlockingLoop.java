package dev.detour.call;

import dev.detour.exchange.Outcome;

/** Sends a call until it is decided, on the caller's thread. */
public final class BlockingLoop {
    private BlockingLoop() {}

    /** The answer that goes to the application; throws what goes to the application. */
    public static <R> R run(Call call, Send first, BlockingSender<R> sender) throws Exception {
        try {
            return send(call, first, sender);
        } finally {
            call.ended();
        }
    }

    private static <R> R send(Call call, Send first, BlockingSender<R> sender) throws Exception {
        Send send = first;
        while (true) {
            Decision decision;
            try {
                R response = sender.send(send);
                decision = call.after(send, response, sender);
                if (!decision.sendsAgain()) {
                    return response;
                }
                sender.discard(response);
            } catch (Exception failure) {
                decision = call.after(send, Outcome.failed(failure));
                if (!decision.sendsAgain()) {
                    throw failure;
                }
            }
            sender.pause(decision.delayMillis());
            send = call.next(send, decision);
        }
    }
}
