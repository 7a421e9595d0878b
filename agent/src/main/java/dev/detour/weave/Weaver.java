package dev.detour.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Writes advice into methods of one class. No member is added: a class that is loaded could not be changed so. */
public final class Weaver {
    private final ClassReader reader;
    private final ClassShape shape;
    private final Map<Methods, Advice> changes = new LinkedHashMap<>();

    /**
     * For a class.
     *
     * @throws IllegalArgumentException where it was compiled for a Java newer than what is known
     */
    public Weaver(byte[] bytes) {
        reader = new ClassReader(bytes);
        shape = ClassShape.of(reader);
    }

    /**
     * Adds a change.
     *
     * @param methods at least one must be there, and nothing may be written into one method twice
     * @param advice the bytes of a class of Byte Buddy's advice
     */
    public Weaver change(Methods methods, byte[] advice) {
        changes.put(methods, Advice.of(new ClassReader(advice)));
        return this;
    }

    /**
     * The changed class.
     *
     * @throws Unweavable where a method is not there, or the class is not of the shape that the advice wants
     */
    public byte[] weave() {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Weaving weaving = new Weaving(writer);
        reader.accept(weaving, ClassReader.EXPAND_FRAMES);
        List<Methods> missing = new ArrayList<>(changes.keySet());
        missing.removeAll(weaving.found);
        if (!missing.isEmpty()) {
            throw new Unweavable("this version of " + shape.name().replace('/', '.') + " has no " + missing.get(0));
        }
        return writer.toByteArray();
    }

    /** Hands on what is not to be changed as it is. */
    private final class Weaving extends ClassVisitor {
        final List<Methods> found = new ArrayList<>();

        Weaving(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor written = super.visitMethod(access, name, descriptor, signature, exceptions);
            Advice advice = adviceFor(name, descriptor);
            return advice == null
                    ? written
                    : WovenMethod.of(advice, new Target(shape, access, name, descriptor), written);
        }

        private @Nullable Advice adviceFor(String name, String descriptor) {
            Advice wanted = null;
            for (Map.Entry<Methods, Advice> change : changes.entrySet()) {
                if (change.getKey().fit(name, descriptor, shape.methods())) {
                    if (wanted != null) {
                        throw new Unweavable("two changes for one method: " + change.getKey());
                    }
                    wanted = change.getValue();
                    found.add(change.getKey());
                }
            }
            return wanted;
        }
    }
}
