package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever a response is made of is in the one that takes its place, in every release. */
class AnsweredResponsesTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    @ParameterizedTest
    @FieldSource("RELEASES")
    void has_all_that_a_builder_would_have_copied(String release) throws Exception {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp =
                        InstrumentedOkHttp.of(release, Routed.calls("http://api.vendor.test", gateway.url()))) {
            Object[] copies = copies(okhttp.loader(), gateway.url() + "/v1");
            Class<?> subject = subject(okhttp.loader());
            Method of = Arrays.stream(subject.getDeclaredMethods())
                    .filter(method -> method.getName().equals("of"))
                    .findFirst()
                    .orElseThrow();
            of.setAccessible(true);

            Object shown = of.invoke(null, copies[0], copies[1], copies[2]);

            assertThat(fields(shown))
                    .isEqualTo(fields(copies[3]))
                    .containsEntry("request", copies[0])
                    .containsEntry("body", copies[2]);
            Field constructor = subject.getDeclaredField("NEW");
            constructor.setAccessible(true);
            assertThat(constructor.get(null) == null)
                    .as("there is only the builder")
                    .isEqualTo(release.startsWith("3"));
        }
    }

    @SuppressWarnings("unchecked") // the program is one
    private static Object[] copies(ClassLoader loader, String url) throws ReflectiveOperationException {
        Class<?> program = Class.forName("dev.detour.client.okhttp.application.Program$Copies", true, loader);
        return ((Function<String, Object[]>) program.getConstructor().newInstance()).apply(url);
    }

    private static Class<?> subject(ClassLoader okhttp) throws ClassNotFoundException {
        ClassLoader adapters = new AdapterLoader(okhttp, AdapterLoader.class.getClassLoader());
        return Class.forName(AdapterLoader.ADAPTER + "AnsweredResponses", true, adapters);
    }

    private static Map<String, @Nullable Object> fields(Object response) throws IllegalAccessException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Field field : response.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                values.put(field.getName(), field.get(response));
            }
        }
        return values;
    }
}
