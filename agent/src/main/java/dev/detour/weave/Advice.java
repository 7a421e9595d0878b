package dev.detour.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What is written into a method: at its beginning, at its end, or both. */
final class Advice {
    final @Nullable AdviceMethod enter;
    final @Nullable AdviceMethod exit;

    private Advice(@Nullable AdviceMethod enter, @Nullable AdviceMethod exit) {
        this.enter = enter;
        this.exit = exit;
    }

    static Advice of(ClassReader source) {
        Advice advice = new Advice(AdviceMethod.in(source, "OnMethodEnter"), AdviceMethod.in(source, "OnMethodExit"));
        if (advice.enter == null && advice.exit == null) {
            throw new Unweavable(source.getClassName() + " is no advice");
        }
        if (advice.exit != null && !Code.isVoid(advice.exit.returned())) {
            throw new Unweavable(source.getClassName() + " has a value at its end");
        }
        return advice;
    }

    /** What its beginning says; void where it says nothing. */
    Type entered() {
        return enter == null ? Type.VOID_TYPE : enter.returned();
    }

    /** Whether the method is left out where the beginning says something else than null. */
    boolean skips() {
        return enter != null && enter.has("skipOn");
    }

    /** Whether its end runs after an exception, too. */
    boolean catches() {
        return exit != null && exit.has("onThrowable");
    }
}
