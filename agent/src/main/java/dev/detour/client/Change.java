package dev.detour.client;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** One advice for some methods of one class. */
public final class Change {
    private final String type;
    private final ElementMatcher<? super MethodDescription> methods;
    private final Class<?> advice;

    /**
     * A change.
     *
     * @param type internal name of the class
     * @param methods which of its methods and constructors: at least one must fit, or the class is reported
     * @param advice a class of Byte Buddy's advice, which calls {@link dev.detour.bridge.Bridge}
     */
    public Change(String type, ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
        this.type = type;
        this.methods = methods;
        this.advice = advice;
    }

    public String type() {
        return type;
    }

    public ElementMatcher<? super MethodDescription> methods() {
        return methods;
    }

    public Class<?> advice() {
        return advice;
    }
}
