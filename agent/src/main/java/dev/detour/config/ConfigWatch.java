package dev.detour.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the configuration has changed: by the contents of its files, the secrets and certificates that it names
 * included, because a ConfigMap swaps symbolic links and times of modification cannot be trusted.
 *
 * <p>Has no thread: whoever owns the scheduler calls {@link #poll()}, one call at a time. The other methods may be called
 * by any thread.
 */
public final class ConfigWatch {
    private final ConfigLoader loader;
    private final Source source;
    private volatile Loaded current;
    private volatile @Nullable Loaded rejected;
    private Map<String, String> seen;
    private boolean waited;

    /**
     * Watches from here on.
     *
     * @param first what was loaded last, good or not
     */
    public ConfigWatch(ConfigLoader loader, Loaded first) {
        this.loader = loader;
        this.source = first.source();
        this.current = first;
        this.rejected = first.isGood() ? null : first;
        this.seen = first.digests();
    }

    /** The last good one: what is in force. The first, while none has been good. */
    public Loaded current() {
        return current;
    }

    /** What is wrong with the files as they are now, for {@code status}; null where nothing is. */
    public @Nullable Loaded rejected() {
        return rejected;
    }

    /**
     * Looks once.
     *
     * @return null where nothing has changed; else what was loaded: a good one is in force from now on, one with faults
     *     is not, and is not returned again until the files change
     */
    public @Nullable Loaded poll() {
        if (!hasChanged()) {
            waited = false;
            return null;
        }
        if (isPassing()) {
            waited = true;
            return null;
        }
        waited = false;
        Loaded loaded = loader.load(source);
        seen = loaded.digests();
        if (loaded.isGood()) {
            current = loaded;
            rejected = null;
        } else {
            rejected = loaded;
        }
        return loaded;
    }

    private boolean hasChanged() {
        for (Map.Entry<String, String> file : seen.entrySet()) {
            if (!FileReads.digestNow(file.getKey()).equals(file.getValue())) {
                return true;
            }
        }
        return false;
    }

    /**
     * A file that is gone or empty is probably just being replaced: it gets until the next look. Otherwise an editor
     * that empties the file before it writes would, for a moment, take every route away.
     */
    private boolean isPassing() {
        if (waited) {
            return false;
        }
        for (Map.Entry<String, String> file : seen.entrySet()) {
            String now = FileReads.digestNow(file.getKey());
            boolean gone = now.equals(FileReads.ABSENT) || now.equals(FileReads.EMPTY);
            if (gone && !now.equals(file.getValue())) {
                return true;
            }
        }
        return false;
    }
}
