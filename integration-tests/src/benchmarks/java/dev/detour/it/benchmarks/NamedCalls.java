package dev.detour.it.benchmarks;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;

/** The calls of one client, by the names of its methods. */
final class NamedCalls {
    private final Object client;

    /** Of {@code JdkCalls} or {@code OkHttpCalls}. */
    NamedCalls(String type) {
        client = type.equals("JdkCalls") ? new JdkCalls() : new OkHttpCalls();
    }

    /**
     * One way to call.
     *
     * @param way a method, as {@code callByHand}; and after a plus for how many nanoseconds the caller itself has the
     *     CPU with each call, as {@code call+5000}
     */
    Callable<Object> call(String way) throws NoSuchMethodException {
        String[] parts = way.split("\\+", -1);
        Method method = client.getClass().getMethod(parts[0]);
        Callable<Object> call = () -> method.invoke(client);
        if (parts.length == 1) {
            return call;
        }
        long nanos = Long.parseLong(parts[1]);
        return () -> Pause.around(call, nanos);
    }
}
