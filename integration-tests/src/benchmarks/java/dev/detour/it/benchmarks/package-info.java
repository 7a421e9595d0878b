/** What one call costs, by JMH: run in a JVM of its own for each agent, by {@code dev.detour.it.benchmark}. */
package dev.detour.it.benchmarks;
