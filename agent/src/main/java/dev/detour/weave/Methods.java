package dev.detour.weave;

import java.util.Collection;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Which methods of a class. */
public final class Methods {
    private static final String CONSTRUCTOR = "<init>";

    private final String name;
    private final int parameters;
    private final int at;
    private final @Nullable String type;
    private final boolean widest;

    private Methods(String name, int parameters, int at, @Nullable String type, boolean widest) {
        this.name = name;
        this.parameters = parameters;
        this.at = at;
        this.type = type;
        this.widest = widest;
    }

    public static Methods named(String name) {
        return new Methods(name, -1, -1, null, false);
    }

    public static Methods constructors() {
        return named(CONSTRUCTOR);
    }

    /** Those of them that take so many parameters. */
    public Methods taking(int number) {
        return new Methods(name, number, at, type, widest);
    }

    /** Those of them that take this class, by its internal name, at this place. */
    public Methods taking(int place, String internalName) {
        return new Methods(name, parameters, place, internalName, widest);
    }

    /** The one of them that takes most. */
    public Methods widest() {
        return new Methods(name, parameters, at, type, true);
    }

    boolean fit(String candidate, String descriptor, Collection<Signature> all) {
        return candidate.equals(name) && fits(descriptor) && (!widest || isWidest(descriptor, all));
    }

    private boolean fits(String descriptor) {
        Type[] types = Type.getArgumentTypes(descriptor);
        boolean many = parameters < 0 || types.length == parameters;
        return many
                && (type == null
                        || (at < types.length && types[at].getInternalName().equals(type)));
    }

    private boolean isWidest(String descriptor, Collection<Signature> all) {
        int own = Type.getArgumentTypes(descriptor).length;
        return all.stream()
                .noneMatch(other -> other.name.equals(name) && Type.getArgumentTypes(other.descriptor).length > own);
    }

    @Override
    public String toString() {
        return name
                + (parameters < 0 ? "" : " with " + parameters + " parameters")
                + (type == null ? "" : " that takes " + type);
    }

    /** A method's name and types. */
    static final class Signature {
        final String name;
        final String descriptor;

        Signature(String name, String descriptor) {
            this.name = name;
            this.descriptor = descriptor;
        }
    }
}
