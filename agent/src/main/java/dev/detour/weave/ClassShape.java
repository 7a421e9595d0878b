package dev.detour.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What a class has, before any of it is changed. */
final class ClassShape extends ClassVisitor {
    /** The first with types for each place in a method, without which no branch can be written. */
    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

    private final Map<String, Type> fields = new HashMap<>();
    private final List<Methods.Signature> methods = new ArrayList<>();
    private String name = "";

    private ClassShape() {
        super(Opcodes.ASM9);
    }

    static ClassShape of(ClassReader reader) {
        ClassShape shape = new ClassShape();
        reader.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return shape;
    }

    @Override
    public void visit(
            int version, int access, String own, @Nullable String signature, String superName, String[] interfaces) {
        if ((version & 0xFFFF) < FIRST_WITH_FRAMES) {
            throw new Unweavable(own + " was compiled for a Java older than 6");
        }
        name = own;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        if ((access & Opcodes.ACC_STATIC) == 0) {
            fields.put(field, Type.getType(descriptor));
        }
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        methods.add(new Methods.Signature(method, descriptor));
        return null;
    }

    /** Its internal name. */
    String name() {
        return name;
    }

    Type field(String field) {
        Type type = fields.get(field);
        if (type == null) {
            throw new Unweavable(name + " has no field " + field);
        }
        return type;
    }

    List<Methods.Signature> methods() {
        return methods;
    }
}
