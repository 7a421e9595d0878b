package dev.detour.config;

import com.google.auto.value.AutoValue;
import java.util.Set;

/** Words of other packages that the configuration may use. */
@AutoValue
public abstract class Vocabulary {
    /** The codes of the failure dictionary, lower snake case. */
    public abstract Set<String> codes();

    /** The providers that are known by name, beside {@code none}; empty: any name is taken. */
    public abstract Set<String> providers();

    public static Vocabulary of(Set<String> codes, Set<String> providers) {
        return new AutoValue_Vocabulary(Set.copyOf(codes), Set.copyOf(providers));
    }
}
