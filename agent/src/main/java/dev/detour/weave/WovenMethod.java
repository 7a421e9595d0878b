package dev.detour.weave;

import dev.detour.weave.Variables.Stage;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;

/**
 * A method with an advice. What becomes of it:
 *
 * <pre>
 *     beginning of the advice
 *     if (what it says != null) goto end
 *     try { the method, where a return is a jump to the end } catch (Throwable) { keep it }
 * end:
 *     end of the advice
 *     throw what was kept, or return
 * </pre>
 */
final class WovenMethod extends MethodVisitor {
    private static final String THROWABLE = "java/lang/Throwable";

    private final Advice advice;
    private final Target target;
    private final Variables variables;
    private final Label begin = new Label();
    private final Label end = new Label();

    private WovenMethod(Advice advice, Target target, MethodVisitor out) {
        super(Opcodes.ASM9, out);
        this.advice = advice;
        this.target = target;
        this.variables = new Variables(advice, target);
        if (target.isConstructor() && (advice.skips() || advice.catches())) {
            throw new Unweavable("a constructor of " + target.owner() + " cannot be left out, nor caught");
        }
    }

    /** Takes the code of the method in, and writes it with the advice. */
    static MethodVisitor of(Advice advice, Target target, MethodVisitor out) {
        WovenMethod woven = new WovenMethod(advice, target, out);
        return advice.exit == null ? woven : new StackDepth(woven);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        variables.begin(mv);
        if (advice.enter != null) {
            InlinedAdvice.write(advice.enter, target, variables, Stage.ENTERING, mv);
        }
        variables.keepArguments(mv);
        if (advice.skips()) {
            skip();
        }
        mv.visitLabel(begin);
    }

    private void skip() {
        Label run = new Label();
        variables.get(Parameter.Role.ENTERED).load(mv);
        mv.visitJumpInsn(Opcodes.IFNULL, run);
        if (advice.exit == null) {
            Code.nothing(mv, target.returned());
            mv.visitInsn(target.returned().getOpcode(Opcodes.IRETURN));
        } else {
            clear(Parameter.Role.RETURNED);
            clear(Parameter.Role.THROWN);
            mv.visitJumpInsn(Opcodes.GOTO, end);
        }
        mv.visitLabel(run);
        Frames.writeApart(mv, variables.frame(Stage.RUNNING));
    }

    private void clear(Parameter.Role role) {
        if (variables.has(role)) {
            variables.get(role).clear(mv);
        }
    }

    /** Before a return: so many words are on the stack. */
    void checkDepth(int depth) {
        if (depth != target.returned().getSize()) {
            throw new Unweavable("a method of " + target.owner() + " leaves something behind where it returns");
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (advice.exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        if (opcode != Opcodes.RETURN) {
            variables.get(Parameter.Role.RETURNED).store(mv);
        }
        clear(Parameter.Role.THROWN);
        mv.visitJumpInsn(Opcodes.GOTO, end);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        if (slot == 0 && opcode >= Opcodes.ISTORE && !target.isStatic()) {
            throw new Unweavable("a method of " + target.owner() + " forgets its object");
        }
        super.visitVarInsn(opcode, moved(slot));
    }

    private int moved(int slot) {
        return slot < target.size() ? slot : slot + variables.size();
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        super.visitIincInsn(moved(slot), increment);
    }

    @Override
    public void visitFrame(int type, int length, Object @Nullable [] types, int depth, Object @Nullable [] stack) {
        Object[] before = types == null ? new Object[0] : types;
        List<Object> all = Frames.first(target.size(), before, length);
        all.addAll(variables.types(Stage.RUNNING));
        all.addAll(Frames.after(target.size(), before, length));
        super.visitFrame(type, all.size(), all.toArray(), depth, stack);
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, @Nullable String signature, Label start, Label stop, int slot) {
        super.visitLocalVariable(name, descriptor, signature, start, stop, moved(slot));
    }

    @Override
    public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
            int reference,
            @Nullable TypePath path,
            Label[] start,
            Label[] stop,
            int[] slots,
            String descriptor,
            boolean visible) {
        int[] moved = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            moved[i] = moved(slots[i]);
        }
        return super.visitLocalVariableAnnotation(reference, path, start, stop, moved, descriptor, visible);
    }

    /** The method's code is over; its variables' names are told before, and stay right. */
    @Override
    public void visitMaxs(int stack, int locals) {
        if (advice.exit != null) {
            end(advice.exit);
        }
        super.visitMaxs(0, 0);
    }

    private void end(AdviceMethod exit) {
        if (advice.catches()) {
            keepThrown();
        }
        mv.visitLabel(end);
        Frames.writeApart(mv, variables.frame(Stage.ENDED));
        InlinedAdvice.write(exit, target, variables, Stage.ENDED, mv);
        if (advice.catches()) {
            throwKept();
        }
        if (!Code.isVoid(target.returned())) {
            variables.get(Parameter.Role.RETURNED).load(mv);
        }
        mv.visitInsn(target.returned().getOpcode(Opcodes.IRETURN));
    }

    private void keepThrown() {
        Label handler = new Label();
        mv.visitTryCatchBlock(begin, handler, handler, THROWABLE);
        mv.visitLabel(handler);
        List<Object> known = target.ended();
        known.addAll(variables.types(Stage.RUNNING));
        Frames.write(mv, known, THROWABLE);
        variables.get(Parameter.Role.THROWN).store(mv);
        clear(Parameter.Role.RETURNED);
    }

    private void throwKept() {
        Label well = new Label();
        variables.get(Parameter.Role.THROWN).load(mv);
        mv.visitJumpInsn(Opcodes.IFNULL, well);
        variables.get(Parameter.Role.THROWN).load(mv);
        mv.visitInsn(Opcodes.ATHROW);
        mv.visitLabel(well);
        Frames.write(mv, variables.frame(Stage.ENDED));
    }
}
