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

    Callable<Object> call(String method) throws NoSuchMethodException {
        Method call = client.getClass().getMethod(method);
        return () -> call.invoke(client);
    }
}
