package dev.detour.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the advice keeps in a method: variables between its arguments and its own, which move up. So they are known in
 * all of it, and each frame of it has them.
 */
final class Variables {
    /** How far a method with advice has come. */
    enum Stage {
        ENTERING,
        ENTERED,
        RUNNING,
        ENDED
    }

    private final Target target;
    private final int first;
    private final Map<Object, Variable> all = new LinkedHashMap<>();
    private int next;

    Variables(Advice advice, Target target) {
        this.target = target;
        this.first = target.size();
        this.next = first;
        addNamed(advice.enter);
        addNamed(advice.exit);
        if (!Code.isVoid(advice.entered())) {
            add(Parameter.Role.ENTERED, advice.entered(), Stage.ENTERED);
        }
        if (advice.exit != null) {
            for (Parameter parameter : advice.exit.parameters()) {
                if (parameter.role == Parameter.Role.ARGUMENT) {
                    // The method may use the argument's own place for something else.
                    add(parameter.number, target.argument(parameter.number), Stage.RUNNING);
                }
            }
            if (!Code.isVoid(target.returned())) {
                add(Parameter.Role.RETURNED, target.returned(), Stage.ENDED);
            }
            if (advice.catches()) {
                add(Parameter.Role.THROWN, Type.getType(Throwable.class), Stage.ENDED);
            }
        }
    }

    private void addNamed(@Nullable AdviceMethod method) {
        if (method != null) {
            for (Parameter parameter : method.parameters()) {
                if (parameter.role == Parameter.Role.LOCAL) {
                    add(parameter.name, parameter.type, Stage.ENTERING);
                }
            }
        }
    }

    private void add(Object key, Type type, Stage since) {
        Variable known = all.get(key);
        if (known == null) {
            all.put(key, new Variable(type, next, since));
            next += type.getSize();
        } else if (!known.type.equals(type)) {
            throw new Unweavable("a variable of two types: " + key);
        }
    }

    boolean has(Object key) {
        return all.containsKey(key);
    }

    /** By a role, the name of a variable of the advice, or the number of an argument that is kept. */
    Variable get(Object key) {
        Variable variable = all.get(key);
        if (variable == null) {
            throw new Unweavable("the advice asks for what is not there: " + key);
        }
        return variable;
    }

    /** The words that they take. */
    int size() {
        return next - first;
    }

    /** Where the variables of an advice method itself begin. */
    int end() {
        return next;
    }

    /** Gives those that the advice itself names a value, as Java does for fields. */
    void begin(MethodVisitor out) {
        for (Variable variable : all.values()) {
            if (variable.since == Stage.ENTERING) {
                variable.clear(out);
            }
        }
    }

    /** Keeps the arguments that are asked for at the end. */
    void keepArguments(MethodVisitor out) {
        for (Map.Entry<Object, Variable> entry : all.entrySet()) {
            if (entry.getKey() instanceof Integer) {
                Variable variable = entry.getValue();
                out.visitVarInsn(variable.type.getOpcode(Opcodes.ILOAD), target.slot((Integer) entry.getKey()));
                variable.store(out);
            }
        }
    }

    /** For a frame: their types at a stage. */
    List<Object> types(Stage stage) {
        List<Object> types = new ArrayList<>();
        for (Variable variable : all.values()) {
            if (variable.since.compareTo(stage) <= 0) {
                types.add(Frames.type(variable.type));
            } else {
                for (int i = 0; i < variable.type.getSize(); i++) {
                    types.add(Opcodes.TOP);
                }
            }
        }
        return types;
    }

    /** For a frame: all of a method's variables at a stage. */
    List<Object> frame(Stage stage) {
        List<Object> types = stage == Stage.ENDED ? target.ended() : target.begun();
        types.addAll(types(stage));
        return types;
    }

    /** One of them. */
    static final class Variable {
        final Type type;
        private final int slot;
        private final Stage since;

        Variable(Type type, int slot, Stage since) {
            this.type = type;
            this.slot = slot;
            this.since = since;
        }

        void load(MethodVisitor out) {
            out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        }

        void store(MethodVisitor out) {
            out.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
        }

        void clear(MethodVisitor out) {
            Code.nothing(out, type);
            store(out);
        }
    }
}
