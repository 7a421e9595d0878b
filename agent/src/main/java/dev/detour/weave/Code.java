package dev.detour.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Short pieces of code. */
final class Code {
    private static final Type OBJECT = Type.getType(Object.class);

    private Code() {}

    /** Zero, false or null; no code for void. */
    static void nothing(MethodVisitor out, Type type) {
        switch (type.getSort()) {
            case Type.VOID:
                return;
            case Type.LONG:
                out.visitInsn(Opcodes.LCONST_0);
                return;
            case Type.FLOAT:
                out.visitInsn(Opcodes.FCONST_0);
                return;
            case Type.DOUBLE:
                out.visitInsn(Opcodes.DCONST_0);
                return;
            case Type.ARRAY:
            case Type.OBJECT:
                out.visitInsn(Opcodes.ACONST_NULL);
                return;
            default:
                out.visitInsn(Opcodes.ICONST_0);
        }
    }

    /** Makes a value of one type, on the stack, one of the other. */
    static void cast(MethodVisitor out, Type from, Type to) {
        if (from.equals(to) || (isReference(from) && to.equals(OBJECT))) {
            return;
        }
        if (!isReference(from) || !isReference(to)) {
            throw new Unweavable(from.getClassName() + " for " + to.getClassName());
        }
        out.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }

    /** Where a value of one type is read as the other, which a verifier must let pass without a cast. */
    static void checkReadable(Type actual, Type wanted) {
        if (!actual.equals(wanted) && !(isReference(actual) && wanted.equals(OBJECT))) {
            throw new Unweavable(
                    "the advice wants " + wanted.getClassName() + " and there is " + actual.getClassName());
        }
    }

    static boolean isVoid(Type type) {
        return type.getSort() == Type.VOID;
    }

    private static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }
}
