package dev.detour.client.okhttp.adapter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Responses that differ from another by request and body. {@link Response.Builder} copies every header to and fro, which
 * is a quarter of what a routed call would leave on the heap; from 4 on there is a constructor that takes each field.
 */
final class AnsweredResponses {
    /** In the order of the constructor: 4.12 has all but two, which came with 5. A release with others has none that fits. */
    private static final List<String> FIELDS = List.of(
            "request",
            "protocol",
            "message",
            "code",
            "handshake",
            "headers",
            "body",
            "socket",
            "networkResponse",
            "cacheResponse",
            "priorResponse",
            "sentRequestAtMillis",
            "receivedResponseAtMillis",
            "exchange",
            "trailersSource");

    /** Of request, response and body, in this order; null where there is no such constructor. */
    private static final @Nullable MethodHandle NEW = find();

    private AnsweredResponses() {}

    /** The same response to another request, with another body. */
    static Response of(Request request, Response response, ResponseBody body) {
        if (NEW == null) {
            return response.newBuilder().request(request).body(body).build();
        }
        try {
            return (Response) NEW.invokeExact(request, response, body);
        } catch (RuntimeException | Error own) {
            throw own;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            List<Field> fields = fields();
            Class<?>[] types = fields.stream().map(Field::getType).toArray(Class<?>[]::new);
            Constructor<Response> constructor = Response.class.getConstructor(types);
            return over(MethodHandles.publicLookup().unreflectConstructor(constructor), fields);
        } catch (ReflectiveOperationException | RuntimeException otherRelease) {
            return null;
        }
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (String name : FIELDS) {
            try {
                fields.add(Response.class.getDeclaredField(name));
            } catch (NoSuchFieldException before5) {
                // The constructor has none for it either.
            }
        }
        return fields;
    }

    /** Has a constructor take all but request and body from a response. */
    private static MethodHandle over(MethodHandle constructor, List<Field> fields) throws IllegalAccessException {
        MethodHandle made = constructor;
        int[] order = new int[fields.size()];
        for (int i = 0; i < order.length; i++) {
            Field field = fields.get(i);
            if (field.getType() == Request.class) {
                order[i] = 0;
            } else if (field.getType() == ResponseBody.class) {
                order[i] = 2;
            } else {
                order[i] = 1;
                field.setAccessible(true);
                MethodHandle getter = MethodHandles.lookup().unreflectGetter(field);
                made = MethodHandles.filterArguments(made, i, getter);
            }
        }
        MethodType type = MethodType.methodType(Response.class, Request.class, Response.class, ResponseBody.class);
        return MethodHandles.permuteArguments(made, type, order);
    }
}
