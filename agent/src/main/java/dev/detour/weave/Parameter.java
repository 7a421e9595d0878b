package dev.detour.weave;

import net.bytebuddy.jar.asm.Type;

/** A parameter of an advice method: what it stands for in the method that the advice is written into. */
final class Parameter {
    /** By the names of Byte Buddy's annotations. */
    enum Role {
        THIS("This"),
        ARGUMENT("Argument"),
        FIELD("FieldValue"),
        LOCAL("Local"),
        ENTERED("Enter"),
        RETURNED("Return"),
        THROWN("Thrown"),
        OWNER("Origin");

        private final String annotation;

        Role(String annotation) {
            this.annotation = annotation;
        }

        static Role of(String annotation) {
            for (Role role : values()) {
                if (role.annotation.equals(annotation)) {
                    return role;
                }
            }
            throw new Unweavable("advice with a parameter of a kind that is not known: " + annotation);
        }
    }

    final Role role;
    final Type type;

    /** Of an argument: which. */
    final int number;

    /** Of an argument: null stands for one that the method does not have. */
    final boolean optional;

    /** Of a field or a variable of the advice; empty otherwise. */
    final String name;

    Parameter(Role role, Type type, int number, boolean optional, String name) {
        this.role = role;
        this.type = type;
        this.number = number;
        this.optional = optional;
        this.name = name;
    }
}
