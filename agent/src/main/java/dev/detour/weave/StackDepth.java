package dev.detour.weave;

import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Counts the words on the stack while a method's code goes by. Compilers may leave some where a method returns, as the
 * JVM forgets them there; where the return becomes a jump they would be in the way, and the method is not changed.
 *
 * <p>After a jump that is always taken there is a frame, which tells the depth anew.
 */
final class StackDepth extends MethodVisitor {
    /** What each instruction without an operand adds, as a letter: E is nothing, F one word, D takes one away. */
    private static final String ADDED = "EFFFFFFFFGGFFFGG??????????????????????????????DEDEDDDD????????????????"
            + "?????????BABABBBBDCFFFGGGEDCDCDCDCDCDCDCDCDCDCEEEEDDDDDDDCDCDC?FEFDDEE"
            + "FFDEDEEEBDDBB???????????????????DCDCDE????????????ED??DD";

    private final WovenMethod woven;
    private int depth;

    StackDepth(WovenMethod woven) {
        super(Opcodes.ASM9, woven);
        this.woven = woven;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            woven.checkDepth(depth);
        }
        super.visitInsn(opcode);
        depth += ADDED.charAt(opcode) - 'E';
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        depth += opcode == Opcodes.NEWARRAY ? 0 : 1;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, slot);
        boolean storing = opcode >= Opcodes.ISTORE;
        int kind = opcode - (storing ? Opcodes.ISTORE : Opcodes.ILOAD);
        boolean wide = kind == Opcodes.LLOAD - Opcodes.ILOAD || kind == Opcodes.DLOAD - Opcodes.ILOAD;
        int words = wide ? 2 : 1;
        depth += storing ? -words : words;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        depth += opcode == Opcodes.NEW ? 1 : 0;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        int words = Type.getType(descriptor).getSize();
        boolean fixed = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        boolean reading = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
        depth += (reading ? words : -words) - (fixed ? 0 : 1);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        depth += called(descriptor) - (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        depth += called(descriptor);
    }

    private static int called(String descriptor) {
        int words = Type.getReturnType(descriptor).getSize();
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            words -= argument.getSize();
        }
        return words;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
            depth -= 2;
        } else if (opcode != Opcodes.GOTO) {
            depth -= 1;
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value);
        boolean wide = value instanceof Long
                || value instanceof Double
                || (value instanceof ConstantDynamic && ((ConstantDynamic) value).getSize() == 2);
        depth += wide ? 2 : 1;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        super.visitTableSwitchInsn(min, max, otherwise, labels);
        depth -= 1;
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        super.visitLookupSwitchInsn(otherwise, keys, labels);
        depth -= 1;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        depth += 1 - dimensions;
    }

    @Override
    public void visitFrame(int type, int length, Object @Nullable [] types, int words, Object @Nullable [] stack) {
        super.visitFrame(type, length, types, words, stack);
        depth = 0;
        for (int i = 0; stack != null && i < words; i++) {
            depth += Frames.size(stack[i]);
        }
    }
}
