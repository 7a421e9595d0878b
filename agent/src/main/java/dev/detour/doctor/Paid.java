package dev.detour.doctor;

import com.google.auto.value.AutoValue;
import org.jspecify.annotations.Nullable;

/** What a request that costs money needs. Only made where the user asked for it. */
@AutoValue
abstract class Paid {
    abstract String model();

    /** Null: none is set. A secret. */
    abstract @Nullable String key();

    /** Where the key is from. */
    abstract String keyName();

    static Paid of(String model, @Nullable String key, String keyName) {
        return new AutoValue_Paid(model, key, keyName);
    }

    /** Tells no secret. */
    @Override
    public final String toString() {
        return "Paid{" + model() + ", " + keyName() + "}";
    }
}
