package dev.detour.it.benchmark;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** One for each rival, which are there together and end together. */
final class IdleJvms implements AutoCloseable {
    private final Map<Rival, IdleJvm> all = new EnumMap<>(Rival.class);

    void add(Rival rival, IdleJvm jvm) {
        all.put(rival, jvm);
    }

    Map<Rival, IdleJvm> all() {
        return all;
    }

    /** Ends them all, whatever becomes of one; throws what the first has thrown, with the others' added. */
    @Override
    public void close() throws IOException {
        Throwable first = null;
        for (IdleJvm jvm : all.values()) {
            try {
                jvm.close();
            } catch (IOException | RuntimeException | Error failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first instanceof IOException) {
            throw (IOException) first;
        }
        if (first instanceof RuntimeException) {
            throw (RuntimeException) first;
        }
        if (first != null) {
            throw (Error) first;
        }
    }
}
