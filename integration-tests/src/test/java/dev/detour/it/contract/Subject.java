package dev.detour.it.contract;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;

/** An application with the agent in it: what it runs on, which client it uses, and how the agent got in. */
record Subject(Jdk jdk, Library library, Entry entry) {
    enum Entry {
        /** Not at all: the control. */
        NONE,
        START,
        ATTACHED
    }

    @Override
    public String toString() {
        return library + ", " + jdk + ", " + entry;
    }
}
