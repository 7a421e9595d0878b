package dev.detour.fuzz;

import dev.detour.doctor.HttpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All places where bytes come in, by name; the inputs to begin with are in the folder of that name. */
enum Targets {
    ANSWER {
        @Override
        Target make() {
            return new AnswerTarget();
        }
    },
    CERTIFICATES {
        @Override
        Target make() {
            return new CertificatesTarget();
        }
    },
    CONFIGURATION {
        @Override
        Target make() {
            return new ConfigurationTarget();
        }
    },
    EVENTS {
        @Override
        Target make() {
            return new EventsTarget();
        }
    },
    EXCEPTION {
        @Override
        Target make() {
            return new ExceptionTarget();
        }
    },
    HTTP {
        @Override
        Target make() {
            return new HttpTarget();
        }
    },
    JSON {
        @Override
        Target make() {
            return new JsonTarget();
        }
    },
    PROXY {
        @Override
        Target make() {
            return new ProxyTarget();
        }
    },
    SECRETS {
        @Override
        Target make() {
            return new SecretsTarget();
        }
    },
    SOCKS {
        @Override
        Target make() {
            return new SocksTarget();
        }
    },
    STREAM {
        @Override
        Target make() {
            return new StreamTarget();
        }
    },
    URL {
        @Override
        Target make() {
            return new UrlTarget();
        }
    },
    WAIT {
        @Override
        Target make() {
            return new WaitTarget();
        }
    };

    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    abstract Target make();

    Path folder() {
        return INPUTS.resolve(name().toLowerCase(Locale.ROOT));
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
