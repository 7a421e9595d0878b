package dev.detour.client.okhttp;

import org.jspecify.annotations.Nullable;

/** Which attempt this thread is making. OkHttp makes a call in one thread, but for its connecting. */
public final class Transits {
    @SuppressWarnings("ThreadLocalUsage") // one a client, that dies with it
    private final ThreadLocal<@Nullable Transit> current = new ThreadLocal<>();

    /** The innermost one; null where the thread makes none. */
    public @Nullable Transit current() {
        return current.get();
    }

    /**
     * Makes another the current one, or none.
     *
     * @return what was: to be restored
     */
    public @Nullable Transit enter(@Nullable Transit next) {
        Transit previous = current.get();
        restore(next);
        return previous;
    }

    public void restore(@Nullable Transit previous) {
        current.set(previous); // to remove it would cost the thread's next call a new entry
    }
}
