package dev.detour.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short form: all inputs that are kept, and some hundreds that are made of them, the same each time. The long form is
 * {@link LongFuzz}.
 */
class FuzzTest {
    private static final int MADE = Integer.getInteger("detour.fuzz.inputs", 100);
    private static final long SEED = Long.getLong("detour.fuzz.seed", 20_261_121);
    private static final Path FAILED = Path.of("target/fuzz");

    @ParameterizedTest
    @EnumSource
    void takes_whatever_comes(Targets place) throws Throwable {
        List<byte[]> inputs = place.inputs();
        Target target = place.make();
        for (byte[] input : inputs) {
            target.take(input);
        }
        Bounds bounds = new Bounds(target);
        for (byte[] input : inputs) {
            take(place, bounds, input);
        }
        Mutation mutation = new Mutation(inputs, SEED);
        for (int i = 0; i < MADE; i++) {
            take(place, bounds, mutation.next());
        }
    }

    private static void take(Targets place, Bounds bounds, byte[] input) throws Exception {
        try {
            bounds.takeWatched(input);
        } catch (Throwable failure) {
            Files.createDirectories(FAILED);
            Path kept = FAILED.resolve(place + "-failed");
            Files.write(kept, input);
            throw new AssertionError(
                    "input kept as " + kept + "; it is tried again and again once it is in " + place.folder(), failure);
        }
    }
}
