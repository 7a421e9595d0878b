package dev.detour.call;

import dev.detour.exchange.Outcome;
import dev.detour.retry.RetryPolicy;
import java.util.function.IntFunction;

/** The one thing in which simulations differ: who sends again, when, and how often. */
enum SimulatedPolicy {
    NO_AGENT("no retries", "#888888") {
        @Override
        IntFunction<SimulatedCaller> callers(SimulatedFleet fleet) {
            return jvm -> outcome -> SimulatedCaller.DONE;
        }
    },

    /** Three attempts, 0.5 s doubled up to 8 s, of which chance takes up to a quarter: anthropic-java and openai-java. */
    SDK("SDK defaults", "#d55e00") {
        @Override
        IntFunction<SimulatedCaller> callers(SimulatedFleet fleet) {
            return jvm -> new SimulatedCaller() {
                private int sends;

                @Override
                public long after(Outcome outcome) {
                    sends++;
                    if (outcome.status() == 200 || sends == 3) {
                        return DONE;
                    }
                    double whole = Math.min(8_000, 500 * (1 << (sends - 1)));
                    return (long) (whole * (1 - 0.25 * fleet.random()));
                }
            };
        }
    },

    /** The real thing, with the defaults of a route. */
    DETOUR("Detour", "#0072b2") {
        @Override
        IntFunction<SimulatedCaller> callers(SimulatedFleet fleet) {
            TestRoute[] jvms = new TestRoute[fleet.jvms()];
            for (int jvm = 0; jvm < jvms.length; jvm++) {
                jvms[jvm] = new TestRoute(fleet, fleet::random).path("origin").retry(RetryPolicy.defaults());
            }
            return jvm -> new DetourCaller(jvms[jvm].call("POST"));
        }
    };

    private final String label;
    private final String colour;

    SimulatedPolicy(String label, String colour) {
        this.label = label;
        this.colour = colour;
    }

    abstract IntFunction<SimulatedCaller> callers(SimulatedFleet fleet);

    String label() {
        return label;
    }

    /** In the picture: told apart by people who do not see all colours, too. */
    String colour() {
        return colour;
    }

    /** Asks a call of ours what it would do, as the loops do. */
    private static final class DetourCaller implements SimulatedCaller {
        private final Call call;
        private Send send;

        DetourCaller(Call call) {
            this.call = call;
            try {
                send = call.first();
            } catch (Refused none) {
                throw new AssertionError("a route with one path has no breaker", none);
            }
        }

        @Override
        public long after(Outcome outcome) {
            Decision decision = call.after(send, outcome);
            if (!decision.sendsAgain()) {
                call.ended();
                return DONE;
            }
            send = call.next(send, decision);
            return decision.delayMillis();
        }
    }
}
