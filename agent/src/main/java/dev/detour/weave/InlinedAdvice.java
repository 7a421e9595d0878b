package dev.detour.weave;

import dev.detour.weave.Variables.Stage;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Writes the code of an advice method into a method: its parameters are what they stand for there. */
final class InlinedAdvice extends MethodVisitor {
    private final AdviceMethod advice;
    private final Target target;
    private final Variables variables;
    private final Stage stage;
    private final @Nullable Parameter[] bySlot;
    private final Label end = new Label();

    private InlinedAdvice(AdviceMethod advice, Target target, Variables variables, Stage stage, MethodVisitor out) {
        super(Opcodes.ASM9, out);
        this.advice = advice;
        this.target = target;
        this.variables = variables;
        this.stage = stage;
        this.bySlot = new Parameter[advice.size()];
        int slot = 0;
        for (Parameter parameter : advice.parameters()) {
            bySlot[slot] = parameter;
            slot += parameter.type.getSize();
        }
    }

    /** Writes all of it, and goes on behind it. */
    static void write(AdviceMethod advice, Target target, Variables variables, Stage stage, MethodVisitor out) {
        InlinedAdvice inlined = new InlinedAdvice(advice, target, variables, stage, out);
        advice.accept(inlined);
        out.visitLabel(inlined.end);
        Frames.writeApart(out, variables.frame(stage == Stage.ENTERING ? Stage.ENTERED : stage));
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        if (slot >= bySlot.length) {
            super.visitVarInsn(opcode, own(slot));
            return;
        }
        Parameter parameter = bySlot[slot];
        if (parameter == null) {
            throw new Unweavable("half a parameter of the advice");
        }
        if (opcode >= Opcodes.ISTORE) {
            store(parameter);
        } else {
            load(parameter);
        }
    }

    private int own(int slot) {
        return variables.end() + slot - bySlot.length;
    }

    private void load(Parameter parameter) {
        Code.checkReadable(pushed(parameter), parameter.type);
    }

    /** The type of what is then on the stack. */
    private Type pushed(Parameter parameter) {
        switch (parameter.role) {
            case THIS:
                return self();
            case ARGUMENT:
                return parameter.optional && parameter.number >= target.arguments()
                        ? nothing()
                        : argument(parameter.number);
            case FIELD:
                self();
                Type field = target.field(parameter.name);
                mv.visitFieldInsn(Opcodes.GETFIELD, target.owner(), parameter.name, field.getDescriptor());
                return field;
            case OWNER:
                mv.visitLdcInsn(Type.getObjectType(target.owner()));
                return Type.getType(Class.class);
            default:
                Variables.Variable variable = variables.get(key(parameter));
                variable.load(mv);
                return variable.type;
        }
    }

    private Type self() {
        if (target.isStatic() || (target.isConstructor() && stage == Stage.ENTERING)) {
            throw new Unweavable("the advice asks for an object where there is none yet: " + target.owner());
        }
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        return Type.getObjectType(target.owner());
    }

    private Type argument(int number) {
        Type type = target.argument(number);
        if (stage == Stage.ENDED) {
            variables.get(number).load(mv);
        } else {
            mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), target.slot(number));
        }
        return type;
    }

    private Type nothing() {
        mv.visitInsn(Opcodes.ACONST_NULL);
        return Type.getType(Object.class);
    }

    private void store(Parameter parameter) {
        switch (parameter.role) {
            case ARGUMENT:
                if (stage == Stage.ENDED) {
                    throw new Unweavable("an argument is changed at the beginning only");
                }
                Type type = target.argument(parameter.number);
                Code.cast(mv, parameter.type, type);
                mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), target.slot(parameter.number));
                return;
            case LOCAL:
            case RETURNED:
            case THROWN:
                Variables.Variable variable = variables.get(key(parameter));
                Code.cast(mv, parameter.type, variable.type);
                variable.store(mv);
                return;
            default:
                throw new Unweavable("the advice changes what cannot be changed: " + parameter.role);
        }
    }

    private static Object key(Parameter parameter) {
        return parameter.role == Parameter.Role.LOCAL ? parameter.name : parameter.role;
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        if (slot < bySlot.length) {
            throw new Unweavable("the advice counts with a parameter");
        }
        super.visitIincInsn(own(slot), increment);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        if (opcode != Opcodes.RETURN) {
            variables.get(Parameter.Role.ENTERED).store(mv);
        }
        mv.visitJumpInsn(Opcodes.GOTO, end);
    }

    @Override
    public void visitFrame(int type, int length, Object @Nullable [] types, int depth, Object @Nullable [] stack) {
        List<Object> all = variables.frame(stage);
        all.addAll(Frames.after(advice.size(), types == null ? new Object[0] : types, length));
        super.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), depth, stack);
    }

    // Its frame of variables is that of the method; the writer counts anew.

    @Override
    public void visitCode() {}

    @Override
    public void visitMaxs(int stack, int locals) {}

    @Override
    public void visitEnd() {}

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return null;
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean visible) {}

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(int number, String type, boolean visible) {
        return null;
    }
}
