package dev.detour.weave;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is woven is verified by the JVM, and does the same as what Byte Buddy makes of the same advice. */
class WeaverTest {
    private static final Map<String, Class<?>> ADVICE = new LinkedHashMap<>();

    static {
        for (String method : List.of("text", "caught", "thrown", "nested", "endless")) {
            ADVICE.put(method, Watching.Whole.class);
        }
        ADVICE.put("loop", Watching.Looped.class);
        ADVICE.put("fixed", Watching.Ends.class);
        ADVICE.put("nothing", Watching.Ends.class);
        ADVICE.put("wide", Watching.Wide.class);
        ADVICE.put("kept", Watching.BeginningOnly.class);
        ADVICE.put("<init>", Watching.Construction.class);
    }

    private static final List<Map<String, Object>> ANSWERS = List.of(
            Map.of(),
            Map.of("change", "7"),
            Map.of("skip", "skipped"),
            Map.of("skip", new IllegalStateException("on purpose")),
            Map.of("rescue", "rescued"),
            Map.of("widen", 2L),
            Map.of("change", "x", "rescue", "rescued"));

    @TestFactory
    Stream<DynamicTest> does_what_byte_buddy_does() throws Exception {
        Class<?> ours = defined(woven());
        Class<?> theirs = defined(byByteBuddy());
        return Arrays.stream(Subject.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .sorted()
                .map(method -> DynamicTest.dynamicTest(
                        method, () -> assertThat(told(ours, method)).isEqualTo(told(theirs, method))));
    }

    /** All that there is to see of a method, with each of the answers and arguments. */
    private static List<String> told(Class<?> type, String method) throws Exception {
        List<String> told = new ArrayList<>();
        for (Map<String, Object> answers : ANSWERS) {
            for (String name : List.of("", "somebody")) {
                for (int number : new int[] {0, 7}) {
                    Witness.answer(answers);
                    Object subject = type.getConstructors()[0].newInstance(name, (long) number);
                    called(type, method).forEach(arguments -> told.add(outcome(subject, method, arguments)));
                    told.addAll(Witness.seen());
                }
            }
        }
        assertThat(told).hasSizeGreaterThan(ANSWERS.size());
        return told;
    }

    private static Stream<Object[]> called(Class<?> type, String method) {
        int many = method(type, method).getParameterCount();
        return switch (method) {
            case "loop" -> Stream.of(new Object[] {5L, 1.5, "third"}, new Object[] {0L, 0.0, ""});
            case "wide" -> Stream.of(new Object[] {1L}, new Object[] {2L}, new Object[] {9L});
            case "fixed" -> Stream.of(new Object[] {"ab", 3}, new Object[] {"", 0});
            default ->
                Stream.of("12", "word", 5, null)
                        .filter(given -> !method.equals("text") || given instanceof String)
                        .map(given -> {
                            Object[] arguments = new Object[many];
                            Arrays.fill(arguments, given);
                            return arguments;
                        });
        };
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String outcome(Object subject, String method, @Nullable Object[] arguments) {
        try {
            return "" + method(subject.getClass(), method).invoke(subject, arguments);
        } catch (InvocationTargetException thrown) {
            return "thrown " + thrown.getCause();
        } catch (IllegalAccessException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void adds_no_member() throws Exception {
        Class<?> ours = defined(woven());
        assertThat(Arrays.stream(ours.getDeclaredMethods()).map(Method::toString))
                .containsExactlyInAnyOrder(Arrays.stream(Subject.class.getDeclaredMethods())
                        .map(Method::toString)
                        .toArray(String[]::new));
        assertThat(ours.getDeclaredFields()).hasSameSizeAs(Subject.class.getDeclaredFields());
        assertThat(ours.getDeclaredConstructors()).hasSize(1);
    }

    @Test
    void lines_and_variables_stay_where_debuggers_look_for_them() throws Exception {
        Constructor<?> made = defined(woven()).getConstructors()[0];
        Witness.answer(Map.of());
        Object subject = made.newInstance("name", 1L);
        assertThatThrownBy(() -> method(subject.getClass(), "thrown").invoke(subject, (Object) null))
                .cause()
                .satisfies(thrown ->
                        assertThat(thrown.getStackTrace()[0].getLineNumber()).isEqualTo(lineOfOriginal()));
    }

    private static int lineOfOriginal() {
        try {
            new Subject("name", 1).thrown(requireNonNullElseNull());
            throw new AssertionError("nothing was thrown");
        } catch (IllegalArgumentException thrown) {
            return thrown.getStackTrace()[0].getLineNumber();
        }
    }

    @SuppressWarnings("NullAway") // the subject throws for it
    private static Object requireNonNullElseNull() {
        return null;
    }

    @Test
    void missing_method_is_refused() throws IOException {
        Weaver weaver =
                new Weaver(bytes(Subject.class)).change(Methods.named("gone").taking(2), bytes(Watching.Ends.class));
        assertThatThrownBy(weaver::weave)
                .isInstanceOf(Unweavable.class)
                .hasMessage("this version of dev.detour.weave.Subject has no gone with 2 parameters");
    }

    @Test
    void missing_field_is_refused() throws IOException {
        Weaver weaver = new Weaver(bytes(Witness.class)).change(Methods.named("saw"), bytes(Watching.Whole.class));
        assertThatThrownBy(weaver::weave).isInstanceOf(Unweavable.class);
    }

    @Test
    void argument_of_another_type_is_refused() throws IOException {
        Weaver weaver = new Weaver(bytes(Subject.class)).change(Methods.named("text"), bytes(Watching.Wide.class));
        assertThatThrownBy(weaver::weave)
                .isInstanceOf(Unweavable.class)
                .hasMessageContaining("wants long and there is java.lang.String");
    }

    @Test
    void two_changes_of_one_method_are_refused() throws IOException {
        Weaver weaver = new Weaver(bytes(Subject.class))
                .change(Methods.named("text"), bytes(Watching.Whole.class))
                .change(Methods.named("text").taking(2), bytes(Watching.Ends.class));
        assertThatThrownBy(weaver::weave).isInstanceOf(Unweavable.class);
    }

    /** No compiler of Java writes such a thing; the JVM takes it. */
    @Test
    void method_that_leaves_something_on_the_stack_is_refused() throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Odd", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "odd", "(J)J", null, null);
        Label other = new Label();
        code.visitCode();
        code.visitInsn(Opcodes.ICONST_1);
        code.visitVarInsn(Opcodes.LLOAD, 0);
        code.visitInsn(Opcodes.LCONST_0);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFEQ, other);
        code.visitLdcInsn(5L);
        code.visitInsn(Opcodes.LRETURN);
        code.visitLabel(other);
        code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.LONG}, 1, new Object[] {Opcodes.INTEGER});
        code.visitInsn(Opcodes.POP);
        code.visitVarInsn(Opcodes.LLOAD, 0);
        code.visitInsn(Opcodes.LRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        byte[] odd = writer.toByteArray();
        assertThat(Class.forName("Odd", true, new Single("Odd", odd))
                        .getMethod("odd", long.class)
                        .invoke(null, 3L))
                .isEqualTo(5L);

        Weaver weaver = new Weaver(odd).change(Methods.named("odd"), bytes(Watching.Wide.class));
        assertThatThrownBy(weaver::weave)
                .isInstanceOf(Unweavable.class)
                .hasMessageContaining("leaves something behind");
    }

    @Test
    void constructors_are_found_by_what_they_take() {
        List<Methods.Signature> none = List.of();
        Methods methods = Methods.constructors().taking(2).taking(0, "java/lang/String");
        assertThat(methods.fit("<init>", "(Ljava/lang/String;J)V", none)).isTrue();
        assertThat(methods.fit("<init>", "(Ljava/lang/Object;J)V", none)).isFalse();
        assertThat(methods.fit("<init>", "(Ljava/lang/String;)V", none)).isFalse();
        assertThat(methods.fit("other", "(Ljava/lang/String;J)V", none)).isFalse();
        assertThat(Methods.constructors().taking(3, "A").fit("<init>", "(J)V", none))
                .isFalse();
    }

    @Test
    void widest_is_the_one_that_takes_most() {
        List<Methods.Signature> all = List.of(
                new Methods.Signature("call", "(I)V"),
                new Methods.Signature("call", "(IJ)V"),
                new Methods.Signature("other", "(IIII)V"));
        assertThat(Methods.named("call").widest().fit("call", "(I)V", all)).isFalse();
        assertThat(Methods.named("call").widest().fit("call", "(IJ)V", all)).isTrue();
    }

    private static byte[] woven() throws IOException {
        Weaver weaver = new Weaver(bytes(Subject.class));
        for (Map.Entry<String, Class<?>> change : ADVICE.entrySet()) {
            weaver.change(Methods.named(change.getKey()), bytes(change.getValue()));
        }
        return weaver.weave();
    }

    private static byte[] byByteBuddy() {
        var builder = new ByteBuddy()
                .decorate(Subject.class, ClassFileLocator.ForClassLoader.of(Subject.class.getClassLoader()));
        for (Map.Entry<String, Class<?>> change : ADVICE.entrySet()) {
            boolean constructor = change.getKey().equals("<init>");
            builder = builder.visit(Advice.to(change.getValue())
                    .on(constructor ? ElementMatchers.isConstructor() : ElementMatchers.named(change.getKey())));
        }
        try (var made = builder.make()) {
            return made.getBytes();
        }
    }

    private static Class<?> defined(byte[] bytes) throws ClassNotFoundException {
        return Class.forName(Subject.class.getName(), true, new Single(Subject.class.getName(), bytes));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return requireNonNull(in).readAllBytes();
        }
    }

    /** Has one class for itself. */
    private static final class Single extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Single(String name, byte[] bytes) {
            super(WeaverTest.class.getClassLoader());
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(wanted)) {
                Class<?> known = findLoadedClass(wanted);
                if (known != null || !wanted.equals(name)) {
                    return known != null ? known : super.loadClass(wanted, resolve);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
