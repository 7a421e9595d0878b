package dev.detour.client.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code HttpResponse.connectionLabel()}, which is there from 25 on and by default empty. */
final class ConnectionLabels {
    private static final @Nullable MethodHandle LABEL = find();

    private ConnectionLabels() {}

    @SuppressWarnings("unchecked") // as the interface declares it
    static Optional<String> of(HttpResponse<?> response) {
        if (LABEL == null) {
            return Optional.empty();
        }
        try {
            return (Optional<String>) LABEL.invoke(response);
        } catch (RuntimeException | Error own) {
            throw own;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(HttpResponse.class, "connectionLabel", MethodType.methodType(Optional.class));
        } catch (NoSuchMethodException | IllegalAccessException before25) {
            return null;
        }
    }
}
