package dev.detour.it.benchmark;

/**
 * Of one call.
 *
 * @param cpu microseconds of all threads of the process
 * @param bytes allocated on the heap
 * @param time microseconds by the clock
 */
record Cost(double cpu, double bytes, double time) {
    Cost minus(Cost other) {
        return new Cost(cpu - other.cpu, bytes - other.bytes, time - other.time);
    }
}
