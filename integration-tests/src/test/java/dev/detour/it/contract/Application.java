package dev.detour.it.contract;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.programs.Fields;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application in its own JVM, with clients that live as long as it does. Every client has made a call before the
 * agent is attached.
 */
record Application(Subject subject, ChildJvm child, EventFile events) {
    private static final AtomicInteger MADE = new AtomicInteger();

    Fields call(String client, Fields call) {
        return child.call(client, call);
    }

    /** Makes one more client, and returns its name. */
    String client(Fields options) {
        String name = "made-" + MADE.incrementAndGet();
        child.client(name, subject.library(), options);
        return name;
    }
}
