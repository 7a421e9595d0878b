package dev.detour.it.benchmark;

/**
 * Of one call, and once.
 *
 * @param cpu microseconds of all threads of the process but the JVM's compilers
 * @param upkeep microseconds of it that OkHttp's own threads took, which look after idle connections and timeouts
 * @param bytes allocated on the heap
 * @param time microseconds by the clock
 * @param compilers seconds of CPU that the JVM's compilers took until all was compiled
 */
record Cost(double cpu, double upkeep, double bytes, double time, double compilers) {}
