/**
 * Keeps calls off a path that fails.
 *
 * <p>Why no library's breaker: that of Resilience4j 2 is compiled for Java 17, where the agent runs from 11 on, and
 * brings SLF4J. Failsafe's 3.3 would run, counts in a row too, and could be given our open time; but its permit comes
 * back with a verdict only, and a probe that was cancelled has none. In both, a result counts for the state that it
 * finds: a slow call from before the breaker opened would pass for the probe, and here many calls are in flight when a
 * path dies. What is left, once that is to be right, is one class.
 */
@NullMarked
package dev.detour.breaker;

import org.jspecify.annotations.NullMarked;
