package dev.detour.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What runs before a method, or after it. */
final class AdviceMethod {
    private final ClassReader source;
    private final String name;
    private final String descriptor;
    private final Map<String, Object> options;
    private final List<Parameter> parameters = new ArrayList<>();

    private AdviceMethod(ClassReader source, Reading reading) {
        this.source = source;
        this.name = reading.name;
        this.descriptor = reading.descriptor;
        this.options = reading.options;
        Type[] types = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < types.length; i++) {
            String annotation = reading.annotations.get(i);
            if (annotation == null) {
                throw new Unweavable("advice " + name + " with a parameter that stands for nothing");
            }
            Object value = reading.values.get(i);
            parameters.add(new Parameter(
                    Parameter.Role.of(annotation),
                    types[i],
                    value instanceof Integer ? (Integer) value : 0,
                    reading.optional.contains(i),
                    value instanceof String ? (String) value : ""));
        }
    }

    /** The method of this class with this annotation of Byte Buddy's; null where there is none. */
    static @Nullable AdviceMethod in(ClassReader source, String annotation) {
        List<AdviceMethod> found = new ArrayList<>();
        source.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String method,
                            String types,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new Reading(method, types) {
                            @Override
                            public void visitEnd() {
                                if (annotation.equals(kind)) {
                                    found.add(new AdviceMethod(source, this));
                                }
                            }
                        };
                    }
                },
                ClassReader.SKIP_CODE);
        return found.isEmpty() ? null : found.get(0);
    }

    List<Parameter> parameters() {
        return parameters;
    }

    Type returned() {
        return Type.getReturnType(descriptor);
    }

    /** The words that its parameters take. */
    int size() {
        int size = 0;
        for (Parameter parameter : parameters) {
            size += parameter.type.getSize();
        }
        return size;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    boolean isWithout(String option) {
        return Boolean.FALSE.equals(options.get(option));
    }

    /** Its code, with the types of each frame in full. */
    void accept(MethodVisitor visitor) {
        source.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String method,
                            String types,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return method.equals(name) && types.equals(descriptor) ? visitor : null;
                    }
                },
                ClassReader.EXPAND_FRAMES | ClassReader.SKIP_DEBUG);
    }

    /** Its annotations. */
    private static class Reading extends MethodVisitor {
        private static final String PREFIX = "Advice$";

        final String name;
        final String descriptor;
        final Map<String, Object> options = new HashMap<>();
        final Map<Integer, String> annotations = new HashMap<>();
        final Map<Integer, Object> values = new HashMap<>();
        final Set<Integer> optional = new HashSet<>();

        @Nullable
        String kind;

        Reading(String name, String descriptor) {
            super(Opcodes.ASM9);
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            kind = simple(annotation);
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String option, Object value) {
                    options.put(option, value);
                }
            };
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(int number, String annotation, boolean visible) {
            annotations.put(number, simple(annotation));
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String option, Object value) {
                    if (option.equals("value")) {
                        values.put(number, value);
                    } else if (option.equals("optional") && value.equals(true)) {
                        optional.add(number);
                    }
                }
            };
        }

        /** Whatever package the build has moved it to. */
        private static String simple(String annotation) {
            int start = annotation.lastIndexOf(PREFIX);
            return start < 0 ? annotation : annotation.substring(start + PREFIX.length(), annotation.length() - 1);
        }
    }
}
