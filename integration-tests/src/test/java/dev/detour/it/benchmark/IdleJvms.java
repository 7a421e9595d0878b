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

    /**
     * Ends them all, whatever becomes of one.
     *
     * @throws AssertionError where some have not ended well, each in what it suppresses
     */
    @Override
    public void close() {
        AssertionError failures = new AssertionError("not all have ended well");
        for (IdleJvm jvm : all.values()) {
            try {
                jvm.close();
            } catch (IOException | RuntimeException | Error failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
