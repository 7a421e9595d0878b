package dev.detour.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The method that an advice is written into. */
final class Target {
    private final ClassShape shape;
    private final boolean fixed;
    private final boolean constructing;
    private final Type returned;
    private final Type[] arguments;
    private final int[] slots;
    private final int size;

    Target(ClassShape shape, int access, String name, String descriptor) {
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            throw new Unweavable(shape.name() + "." + name + " has no code");
        }
        this.shape = shape;
        this.fixed = (access & Opcodes.ACC_STATIC) != 0;
        this.constructing = name.equals("<init>");
        this.returned = Type.getReturnType(descriptor);
        this.arguments = Type.getArgumentTypes(descriptor);
        this.slots = new int[arguments.length];
        int next = fixed ? 0 : 1;
        for (int i = 0; i < arguments.length; i++) {
            slots[i] = next;
            next += arguments[i].getSize();
        }
        this.size = next;
    }

    String owner() {
        return shape.name();
    }

    Type field(String name) {
        return shape.field(name);
    }

    boolean isStatic() {
        return fixed;
    }

    boolean isConstructor() {
        return constructing;
    }

    Type returned() {
        return returned;
    }

    /** The words that the object and the arguments take. */
    int size() {
        return size;
    }

    int arguments() {
        return arguments.length;
    }

    Type argument(int number) {
        check(number);
        return arguments[number];
    }

    int slot(int number) {
        check(number);
        return slots[number];
    }

    private void check(int number) {
        if (number >= arguments.length) {
            throw new Unweavable("a method of " + shape.name() + " has no argument " + number);
        }
    }

    /** For a frame at its beginning: the types of the object, not yet made in a constructor, and of the arguments. */
    List<Object> begun() {
        List<Object> types = new ArrayList<>();
        if (!fixed) {
            types.add(constructing ? Opcodes.UNINITIALIZED_THIS : shape.name());
        }
        for (Type argument : arguments) {
            types.add(Frames.type(argument));
        }
        return types;
    }

    /** For a frame at its end: whatever the arguments may have become. */
    List<Object> ended() {
        List<Object> types = new ArrayList<>();
        if (!fixed) {
            types.add(shape.name());
        }
        for (int i = types.size(); i < size; i++) {
            types.add(Opcodes.TOP);
        }
        return types;
    }
}
