/** What the agent costs, in child JVMs: {@code mvn -Pbenchmark verify}. */
@NullMarked
package dev.detour.it.benchmark;

import org.jspecify.annotations.NullMarked;
