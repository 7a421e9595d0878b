package dev.detour.config;

import dev.detour.config.Node.Mapping;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Providers;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a configuration, as config.md promises it. Never throws: what is wrong becomes faults. Has no state. */
public final class ConfigLoader {
    private final Environment environment;
    private final Vocabulary vocabulary;
    private final NetworkReaders readers;

    /** For what surrounds this configuration. */
    public static ConfigLoader of(Environment environment) {
        return new ConfigLoader(
                environment, Vocabulary.of(FailureKind.codes(), Providers.KNOWN.names()), new JdkReaders());
    }

    ConfigLoader(Environment environment, Vocabulary vocabulary, NetworkReaders readers) {
        this.environment = environment;
        this.vocabulary = vocabulary;
        this.readers = readers;
    }

    /** Reads the source as it is now, with all files that it names. Takes as long as reading them takes. */
    public Loaded load(Source source) {
        FileReads reads = new FileReads();
        Faults faults = new Faults();
        Where start = start(source);
        try {
            return load(source, reads, faults);
        } catch (RuntimeException | StackOverflowError defect) {
            // A defect of ours: its message could quote a value.
            faults.add(start, "internal error: " + defect.getClass().getName());
            return rejected(source, reads, faults, ConfigurationBinder.RELOAD);
        }
    }

    private static Where start(Source source) {
        String file = source.file();
        return file == null ? Where.variable("*") : Where.file(file, 1, 1);
    }

    private Loaded load(Source source, FileReads reads, Faults faults) {
        String file = source.file();
        Mapping root;
        String directory = environment.directory();
        if (file == null) {
            root = Mapping.empty(start(source));
        } else {
            String resolved = resolve(file, faults);
            directory = resolved == null ? directory : parent(resolved);
            root = resolved == null ? null : root(file, resolved, directory, reads, faults);
        }
        if (root == null) {
            return rejected(source, reads, faults, reloadByOverrides(start(source)));
        }
        Binding binding = new Binding(environment, vocabulary, readers, directory, reads, faults);
        if (file != null && root.entries().isEmpty()) {
            binding.warn(file + ": the file says nothing: every call is only observed");
        }
        Configuration configuration =
                new ConfigurationBinder(binding, Overrides.over(root, environment)).bind(file == null);
        return faults.isEmpty()
                ? Loaded.of(
                        source,
                        configuration,
                        List.of(),
                        binding.leftOut(),
                        binding.warnings(),
                        binding.settings(),
                        configuration.reload(),
                        reads.digests())
                : rejected(source, reads, faults, configuration.reload());
    }

    /** Of a file that says nothing, because it cannot be read. */
    private Duration reloadByOverrides(Where where) {
        Binding unheard = new Binding(environment, vocabulary, readers, "", new FileReads(), new Faults());
        Mapping nothing = Mapping.empty(where);
        return new ConfigurationBinder(unheard, Overrides.over(nothing, environment)).reload();
    }

    private @Nullable String resolve(String file, Faults faults) {
        try {
            return FileReads.resolve(environment.directory(), file);
        } catch (IOException invalid) {
            faults.add(Where.file(file, 1, 1), "cannot be read: " + FileReads.reason(invalid));
            return null;
        }
    }

    private static String parent(String file) {
        String parent = new File(file).getAbsoluteFile().getParent();
        return parent == null ? "" : parent;
    }

    private @Nullable Mapping root(String file, String resolved, String directory, FileReads reads, Faults faults) {
        try {
            String text = reads.text(resolved);
            return new TreeReader(file, new Substitution(environment, directory, reads, faults), faults).read(text);
        } catch (IOException | SecurityException unreadable) {
            faults.add(Where.file(file, 1, 1), "cannot be read: " + FileReads.reason(unreadable));
            return null;
        }
    }

    private static Loaded rejected(Source source, FileReads reads, Faults faults, Duration reload) {
        return Loaded.of(source, null, faults.sorted(), List.of(), List.of(), List.of(), reload, reads.digests());
    }
}
