package dev.detour.config;

import dev.detour.network.ClientCertificate;
import dev.detour.network.ProxyChoice;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One load: what it works with, and what it has found so far. Used by one thread. */
final class Binding {
    final Environment environment;
    final Vocabulary vocabulary;
    final NetworkReaders readers;
    /** Where relative names in the file start. */
    final String directory;

    final FileReads reads;
    final Faults faults;

    /** The providers that the file adds, which routes may name. */
    final Set<String> providers = new LinkedHashSet<>();

    private final List<Setting> settings = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, Optional<List<X509Certificate>>> certificates = new HashMap<>();
    private final Map<String, Optional<ClientCertificate>> clientCertificates = new HashMap<>();
    private boolean recording = true;

    Binding(
            Environment environment,
            Vocabulary vocabulary,
            NetworkReaders readers,
            String directory,
            FileReads reads,
            Faults faults) {
        this.environment = environment;
        this.vocabulary = vocabulary;
        this.readers = readers;
        this.directory = directory;
        this.reads = reads;
        this.faults = faults;
    }

    /** Runs a check whose values are not in force. */
    void withoutRecording(Runnable check) {
        boolean before = recording;
        recording = false;
        check.run();
        recording = before;
    }

    void record(String key, String shown, String origin) {
        if (recording) {
            settings.add(Setting.of(key, shown, origin));
        }
    }

    void warn(Where where, String warning) {
        if (recording) {
            warnings.add(where + ": " + warning);
        }
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** A variable of the environment that means nothing, and is done without. */
    void leaveOut(String line) {
        leftOut.add(line);
    }

    List<Setting> settings() {
        return settings;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> leftOut() {
        return leftOut;
    }

    /** What is wrong with a value, in the one form that such messages have. */
    void fault(Node.Scalar value, String key, Malformed malformed) {
        String meant = value.isSecret() ? null : malformed.meant();
        boolean isSecret = value.isSecret() || (meant == null && asksForSecret(key));
        String shown = isSecret ? Setting.SECRET : Texts.shown(String.valueOf(value.text()));
        faults.add(
                value.where(),
                key + ": '" + shown + "' " + malformed.problem()
                        + (meant == null ? "" : "; did you mean '" + Texts.shown(meant) + "'?"));
    }

    /** Where people write the credential itself, though a word about it belongs there. */
    private static boolean asksForSecret(String key) {
        return key.endsWith("credentials") || key.endsWith("password");
    }

    /** Where a file is that a value names; a fault and null where that is no name. */
    @Nullable
    String file(Node.Scalar value, String key) {
        String text = value.text();
        try {
            if (text == null || text.isBlank()) {
                throw Malformed.because("is empty");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw Malformed.because("holds a line break or another control character");
            }
            return FileReads.resolve(value.where().isInFile() ? directory : environment.directory(), text);
        } catch (Malformed malformed) {
            fault(value, key, malformed);
        } catch (IOException invalid) {
            fault(value, key, Malformed.because("is not a file name"));
        }
        return null;
    }

    /** The roots in a file; a fault and none where it cannot be read. A file is read once in a load. */
    List<X509Certificate> certificates(Node.Scalar value, String key, @Nullable String password) {
        String file = file(value, key);
        if (file == null) {
            return List.of();
        }
        Optional<List<X509Certificate>> known = certificates.get(file + '\0' + password);
        if (known == null) {
            known = attempt(value, key, file, () -> {
                reads.read(file);
                List<X509Certificate> found = readers.certificates(file, password);
                if (found.isEmpty()) {
                    throw new IOException("it holds no certificate");
                }
                return found;
            });
            certificates.put(file + '\0' + password, known);
        }
        return known.orElse(List.of());
    }

    /** The key and certificate in a file; a fault and null where it cannot be read. */
    @Nullable
    ClientCertificate clientCertificate(Node.Scalar value, String key, String password) {
        String file = file(value, key);
        if (file == null) {
            return null;
        }
        Optional<ClientCertificate> known = clientCertificates.get(file + '\0' + password);
        if (known == null) {
            known = attempt(value, key, file, () -> {
                reads.read(file);
                return readers.clientCertificate(file, password);
            });
            clientCertificates.put(file + '\0' + password, known);
        }
        return known.orElse(null);
    }

    /** What the environment's variables say of proxies; a fault and the application's choice where they are broken. */
    ProxyChoice environmentProxies(Node.Scalar value, String key) {
        try {
            return readers.environment(environment.variables());
        } catch (IllegalArgumentException broken) {
            faults.add(value.where(), key + ": environment: " + broken.getMessage());
            return ProxyChoice.APPLICATION;
        }
    }

    private <T> Optional<T> attempt(Node.Scalar value, String key, String file, ReadingOfFile<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            fault(value, key, Malformed.because("cannot be read: " + KeyFileProblem.of(unreadable, file)));
            return Optional.empty();
        }
    }

    private interface ReadingOfFile<T> {
        T read() throws IOException, GeneralSecurityException;
    }
}
