package dev.detour.fuzz;

import dev.detour.doctor.HttpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All places where bytes come in, by name; the inputs to begin with are in the folder of that name. */
enum Targets {
    ANSWER(AnswerTarget::new),
    CERTIFICATES(CertificatesTarget::new),
    CONFIGURATION(ConfigurationTarget::new),
    EVENTS(EventsTarget::new),
    EXCEPTION(ExceptionTarget::new),
    HTTP(HttpTarget::new),
    JSON(JsonTarget::new),
    PROXY(ProxyTarget::new),
    SECRETS(SecretsTarget::new),
    SOCKS(SocksTarget::new),
    STREAM(StreamTarget::new),
    URL(UrlTarget::new),
    WAIT(WaitTarget::new);

    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    private final Supplier<Target> make;

    Targets(Supplier<Target> make) {
        this.make = make;
    }

    Target make() {
        return make.get();
    }

    Path folder() {
        return INPUTS.resolve(name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Real examples, and whatever has led to a failure once. */
    List<byte[]> inputs() {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return inputs;
    }
}
