package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import java.util.List;
import java.util.Map;

/** What stands somewhere at any moment, and is asked for when somebody looks: by any thread, at once, never blocking. */
public interface Gauges {
    /** Nothing is known. */
    Gauges NONE = new Gauges() {
        @Override
        public List<Budget> budgets() {
            return List.of();
        }

        @Override
        public List<Breaker> breakers() {
            return List.of();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }
    };

    /** What is left of the retry budgets; of so many origins that each can be told. */
    List<Budget> budgets();

    /** Each breaker, whatever its state. */
    List<Breaker> breakers();

    /** The configuration in force, without secrets: each key with its value and where it came from, in order. */
    Map<String, String> settings();

    /** The state of a breaker. */
    enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** What metrics say. */
        int number() {
            return number;
        }
    }

    /** What is left of the retry budget of an origin. */
    @AutoValue
    abstract class Budget {
        /** As scheme, host and port. */
        public abstract String origin();

        /** In tokens: a retry takes one. */
        public abstract double left();

        public static Budget of(String origin, double left) {
            return new AutoValue_Gauges_Budget(origin, left);
        }
    }

    /** The breaker of a path. */
    @AutoValue
    abstract class Breaker {
        public abstract String route();

        public abstract String path();

        /** Where the path leads, as scheme, host and port. */
        public abstract String origin();

        public abstract State state();

        public static Breaker of(String route, String path, String origin, State state) {
            return new AutoValue_Gauges_Breaker(route, path, origin, state);
        }
    }
}
