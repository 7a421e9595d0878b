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
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Our classes once more, each of which stops before it touches what threads share: a volatile field, a class of the JDK's, a
 * monitor.
 */
final class StoppingClasses extends ClassLoader {
    private static final int ASM = Opcodes.ASM9;
    private static final String OURS = "dev.detour.";
    private static final String GUARDED = "$guarded";
    private static final String SCHEDULE = "dev/detour/race/Schedule";

    private final Map<String, Set<String>> volatiles = new HashMap<>();

    StoppingClasses(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean tools = name.startsWith(OURS + "race.") && !name.contains("RaceTest");
        if (!name.startsWith(OURS) || tools) {
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
        new ClassReader(bytes).accept(new Stopping(writer, name.replace('.', '/')), 0);
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
        private final String owner;

        Stopping(ClassVisitor to, String owner) {
            super(ASM, to);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            if (isGuarded(access)) {
                guard(access & ~Opcodes.ACC_SYNCHRONIZED, name, type, signature, exceptions);
                int alone = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
                return new StoppingMethod(super.visitMethod(alone, name + GUARDED, type, signature, exceptions));
            }
            MethodVisitor to = super.visitMethod(access, name, type, signature, exceptions);
            // What is being made is nobody else's yet.
            return name.startsWith("<") ? to : new StoppingMethod(to);
        }

        /** None of ours that is static is. */
        private boolean isGuarded(int access) {
            return (access & Opcodes.ACC_SYNCHRONIZED) != 0 && (access & Opcodes.ACC_STATIC) == 0;
        }

        /** A synchronized method as what it means: its monitor is entered, and left however it ends. */
        private void guard(int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor to = super.visitMethod(access, name, type, signature, exceptions);
            to.visitCode();
            toMonitor(to, "enter");
            Label begin = new Label();
            Label end = new Label();
            Label thrown = new Label();
            to.visitTryCatchBlock(begin, end, thrown, null);
            to.visitLabel(begin);
            to.visitVarInsn(Opcodes.ALOAD, 0);
            int local = 1;
            for (Type argument : Type.getArgumentTypes(type)) {
                to.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
                local += argument.getSize();
            }
            to.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, name + GUARDED, type, false);
            to.visitLabel(end);
            toMonitor(to, "exit");
            to.visitInsn(Type.getReturnType(type).getOpcode(Opcodes.IRETURN));
            to.visitLabel(thrown);
            to.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
            toMonitor(to, "exit");
            to.visitInsn(Opcodes.ATHROW);
            to.visitMaxs(0, 0);
            to.visitEnd();
        }

        private void toMonitor(MethodVisitor to, String what) {
            to.visitVarInsn(Opcodes.ALOAD, 0);
            to.visitMethodInsn(Opcodes.INVOKESTATIC, SCHEDULE, what, "(Ljava/lang/Object;)V", false);
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
