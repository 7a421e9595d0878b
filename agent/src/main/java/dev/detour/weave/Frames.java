package dev.detour.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The types that a verifier wants to be told wherever a branch ends, in ASM's words. */
final class Frames {
    private Frames() {}

    static Object type(Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN:
            case Type.BYTE:
            case Type.CHAR:
            case Type.SHORT:
            case Type.INT:
                return Opcodes.INTEGER;
            case Type.LONG:
                return Opcodes.LONG;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            default:
                return type.getInternalName();
        }
    }

    /** The words that a value of such a type takes. */
    static int size(Object type) {
        return Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type) ? 2 : 1;
    }

    /** The types of the first words, filled up where there are fewer. */
    static List<Object> first(int words, Object[] types, int length) {
        List<Object> first = new ArrayList<>();
        int covered = 0;
        for (int i = 0; i < length && covered < words; i++) {
            first.add(types[i]);
            covered += size(types[i]);
        }
        if (covered > words) {
            throw new Unweavable("a variable that is half an argument");
        }
        for (; covered < words; covered++) {
            first.add(Opcodes.TOP);
        }
        return first;
    }

    /** The types after the first words. */
    static List<Object> after(int words, Object[] types, int length) {
        int covered = 0;
        int at = 0;
        while (at < length && covered < words) {
            covered += size(types[at++]);
        }
        return Arrays.asList(types).subList(at, Math.max(at, length));
    }

    static void write(MethodVisitor out, List<Object> variables, Object... stack) {
        out.visitFrame(Opcodes.F_NEW, variables.size(), variables.toArray(), stack.length, stack);
    }

    /** At a place of our own, where another frame could follow at once, which may not be. */
    static void writeApart(MethodVisitor out, List<Object> variables) {
        write(out, variables);
        out.visitInsn(Opcodes.NOP);
    }
}
