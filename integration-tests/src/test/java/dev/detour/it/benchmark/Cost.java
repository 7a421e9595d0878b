package dev.detour.it.benchmark;

/**
 * Of one call.
 *
 * @param cpu microseconds of all threads of the process but the JVM's compilers
 * @param bytes allocated on the heap
 * @param time microseconds by the clock
 */
record Cost(double cpu, double bytes, double time) {}
