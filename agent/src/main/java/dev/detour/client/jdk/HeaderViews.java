package dev.detour.client.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link HttpHeaders} over a map as it is. {@link HttpHeaders#of} copies and checks it, which the client does itself with
 * whatever request it is given.
 */
final class HeaderViews {
    private static final @Nullable MethodHandle NEW = find();

    private HeaderViews() {}

    /** Finds what is needed, by our own right: where there is a SecurityManager, a call has only the application's. */
    static void prepare() {
        // The class is initialized by now.
    }

    /** Over a map whose keys have no case and that does not change; copied on a release that has no such constructor. */
    static HttpHeaders of(Map<String, List<String>> headers) {
        if (NEW == null) {
            return HttpHeaders.of(headers, (name, value) -> true);
        }
        try {
            return (HttpHeaders) NEW.invokeExact(headers);
        } catch (RuntimeException | Error own) {
            throw own;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.privateLookupIn(HttpHeaders.class, MethodHandles.lookup())
                    .findConstructor(HttpHeaders.class, MethodType.methodType(void.class, Map.class));
        } catch (NoSuchMethodException | IllegalAccessException otherRelease) {
            return null;
        }
    }
}
