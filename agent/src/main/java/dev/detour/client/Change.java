package dev.detour.client;

import dev.detour.weave.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** One advice for some methods of one class. */
public final class Change {
    private final String type;
    private final Methods methods;
    private final Class<?> advice;
    private final boolean needed;

    /**
     * A change that the safety of the client's calls needs: without it none is routed.
     *
     * @param type internal name of the class
     * @param methods which of its methods and constructors: at least one must fit, or the class is reported
     * @param advice a class of Byte Buddy's advice, which calls {@link dev.detour.bridge.Bridge}
     */
    public Change(String type, Methods methods, Class<?> advice) {
        this(type, methods, advice, true);
    }

    private Change(String type, Methods methods, Class<?> advice, boolean needed) {
        this.type = type;
        this.methods = methods;
        this.advice = advice;
        this.needed = needed;
    }

    /** The same change, where calls can do without: it only tells something, or keeps a limit. */
    public Change orWithout() {
        return new Change(type, methods, advice, false);
    }

    public boolean isNeeded() {
        return needed;
    }

    public String type() {
        return type;
    }

    public Methods methods() {
        return methods;
    }

    /** The bytes of the advice's class. */
    public byte[] advice() {
        String name = advice.getName();
        try (InputStream in = advice.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (in == null) {
                throw new IllegalStateException(name + " cannot be read");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
