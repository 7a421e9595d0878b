package dev.detour.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.NullUnmarked;

/** Advice of many shapes. What it sees it tells to {@link Witness}, which also says what it is to do. */
@NullUnmarked
@SuppressWarnings({"UnusedVariable", "ParameterNotNullable", "PatternMatchingInstanceof"})
final class Watching {
    private Watching() {}

    static final class Whole {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.This Object self,
                @Advice.FieldValue("name") Object name,
                @Advice.FieldValue("number") long number,
                @Advice.Origin Class<?> type,
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object first,
                @Advice.Argument(value = 1, optional = true) Object second,
                @Advice.Argument(value = 2, optional = true) Object third,
                @Advice.Local("started") long started,
                @Advice.Local("seen") Object seen) {
            started = 42;
            Object before = first;
            if (number > 5) {
                String label = "large";
                seen = label;
            }
            Object other = Witness.asks("change", type.getSimpleName(), name, number, second, third, first);
            if (other != null) {
                first = other;
            }
            for (Object one : new Object[] {second, third}) {
                if (one != null) {
                    Witness.saw("argument", one);
                }
            }
            return Witness.asks("skip", before, seen);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object self,
                @Advice.Argument(0) Object first,
                @Advice.FieldValue("name") String name,
                @Advice.Local("started") long started,
                @Advice.Local("seen") Object seen,
                @Advice.Enter Object entered,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            Witness.saw("exit", first, name, started, seen, entered, returned, String.valueOf(thrown));
            if (entered instanceof Throwable) {
                thrown = (Throwable) entered;
            } else if (entered != null) {
                returned = entered;
            } else if (thrown != null) {
                Object instead = Witness.asks("rescue", thrown.getMessage());
                if (instead != null) {
                    thrown = null;
                    returned = instead;
                }
            }
        }
    }

    /** For what is static, or void, or returns no object. */
    static final class Ends {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.Argument(0) Object first) {
            return Witness.asks("skip", first);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object entered, @Advice.Thrown Throwable thrown) {
            Witness.saw("exit", entered, String.valueOf(thrown));
        }
    }

    static final class Wide {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) long first) {
            Object other = Witness.asks("widen", first);
            if (other != null) {
                first = (Long) other;
            }
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) long first, @Advice.Return long returned) {
            Witness.saw("exit", first, returned);
        }
    }

    /** Arguments of two words, kept beyond what the method makes of their places. */
    static final class Looped {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.Argument(1) double second,
                @Advice.Argument(value = 2, readOnly = false) Object third,
                @Advice.Local("twice") double twice) {
            twice = 2 * second;
            Object other = Witness.asks("change", second, third);
            if (other != null) {
                third = other;
            }
            return Witness.asks("skip");
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Local("twice") double twice,
                @Advice.Argument(2) Object third,
                @Advice.Argument(1) double second,
                @Advice.Argument(0) long first,
                @Advice.Return(readOnly = false) Object returned) {
            Witness.saw("exit", twice, first, second, third, returned);
            if (first == 0 && returned != null) {
                Object instead = Witness.asks("rescue");
                returned = instead == null ? returned : instead;
            }
        }
    }

    static final class BeginningOnly {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.This Object self) {
            return Witness.asks("skip");
        }
    }

    static final class Construction {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) String name, @Advice.Argument(1) long number) {
            Object other = Witness.asks("change", name, number);
            if (other != null) {
                name = (String) other;
            }
        }

        @Advice.OnMethodExit
        static void exit(@Advice.This Object made, @Advice.Argument(0) Object name) {
            Witness.saw("made", made.getClass().getSimpleName(), name);
        }
    }
}
