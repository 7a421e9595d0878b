package dev.detour.it.faults;

/** One fault, in one way of calling. */
record Cell(Fault fault, Way way) {
    String name() {
        return fault.id() + "/" + way;
    }
}
