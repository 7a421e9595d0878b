package dev.detour.it.soak;

import java.time.Duration;

/**
 * How long a soak is.
 *
 * @param whole until no further round is begun; there is one at least
 * @param stretch in which the agent is there and only its configuration changes
 * @param threads of each application: so many that calls that wait for a timer leave enough to do for two cores
 * @param away for which it is taken out, in each round
 */
record Length(Duration whole, int threads, Duration stretch, Duration away) {
    /** For each JDK of {@code .ci/run}: little more than it takes to start and to settle. */
    static final Length SHORT = new Length(Duration.ZERO, 4, Duration.ofSeconds(3), Duration.ofMillis(500));

    static Length minutes(int minutes) {
        return new Length(Duration.ofMinutes(minutes), 12, Duration.ofSeconds(20), Duration.ofSeconds(3));
    }
}
