package dev.detour.race;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Our classes once more, each of which stops before it touches what threads share: a volatile field, a class of the JDK's. */
final class StoppingClasses extends ClassLoader {
    private static final int ASM = Opcodes.ASM9;
    private static final String OURS = "dev.detour.";
    private static final String SCHEDULE = "dev/detour/race/Schedule";

    private final Map<String, Set<String>> volatiles = new HashMap<>();

    StoppingClasses(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(OURS + "race.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name.replace('.', '/'));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(bytes).accept(new Stopping(writer), 0);
        byte[] stopping = writer.toByteArray();
        return defineClass(name, stopping, 0, stopping.length);
    }

    private byte @org.jspecify.annotations.Nullable [] bytes(String internalName) {
        try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isVolatile(String owner, String field) {
        return owner.startsWith("dev/detour/")
                && volatiles.computeIfAbsent(owner, this::volatilesOf).contains(field);
    }

    private Set<String> volatilesOf(String owner) {
        Set<String> found = new HashSet<>();
        byte[] bytes = bytes(owner);
        if (bytes != null) {
            new ClassReader(bytes).accept(new VolatileFields(found), ClassReader.SKIP_CODE);
        }
        return found;
    }

    /** Collects their names. */
    private static final class VolatileFields extends ClassVisitor {
        private final Set<String> found;

        VolatileFields(Set<String> found) {
            super(ASM);
            this.found = found;
        }

        @Override
        @SuppressWarnings("NullAway") // a visitor's null: nothing more is wanted
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            if ((access & Opcodes.ACC_VOLATILE) != 0) {
                found.add(name);
            }
            return null;
        }
    }

    /** Puts the stops in. */
    private final class Stopping extends ClassVisitor {
        Stopping(ClassVisitor to) {
            super(ASM, to);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor to = super.visitMethod(access, name, type, signature, exceptions);
            // What is being made is nobody else's yet.
            return name.startsWith("<") ? to : new StoppingMethod(to);
        }
    }

    /** The same for one method. */
    private final class StoppingMethod extends MethodVisitor {
        StoppingMethod(MethodVisitor to) {
            super(ASM, to);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            if (isVolatile(owner, name)) {
                call("point", "()V");
            }
            super.visitFieldInsn(opcode, owner, name, type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            if (owner.equals("java/lang/Object") && name.equals("wait") && type.equals("(J)V")) {
                call("await", "(Ljava/lang/Object;J)V");
                return;
            }
            if (owner.equals("java/lang/Object") && name.equals("notifyAll")) {
                call("wake", "(Ljava/lang/Object;)V");
                return;
            }
            boolean shared = owner.startsWith("java/util/concurrent/") && !owner.endsWith("/TimeUnit");
            if (shared && !name.startsWith("<") && opcode != Opcodes.INVOKESTATIC) {
                call("point", "()V");
            }
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
        }

        @Override
        public void visitInsn(int opcode) {
            switch (opcode) {
                case Opcodes.MONITORENTER -> call("enter", "(Ljava/lang/Object;)V");
                case Opcodes.MONITOREXIT -> call("exit", "(Ljava/lang/Object;)V");
                default -> super.visitInsn(opcode);
            }
        }

        private void call(String name, String type) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, SCHEDULE, name, type, false);
        }
    }
}
