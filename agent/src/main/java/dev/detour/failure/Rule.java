package dev.detour.failure;

import org.jspecify.annotations.Nullable;

/** Knows some kinds of failures by their facts. */
@FunctionalInterface
interface Rule {
    /** The kind; null where it is none of those that this rule knows. */
    @Nullable
    FailureKind kindOf(Trouble trouble);
}
