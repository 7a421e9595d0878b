package dev.detour.agent;

import dev.detour.config.ConfigWatch;
import java.util.List;

/** What the agent was told to read is wrong. The message, a line for each fault, is for the operator. */
final class WrongConfiguration extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient ConfigWatch watch;
    private final transient List<String> faults;

    WrongConfiguration(ConfigWatch watch, List<String> faults) {
        super(String.join("\n", faults));
        this.watch = watch;
        this.faults = faults;
    }

    /** Watches the files that are wrong. */
    ConfigWatch watch() {
        return watch;
    }

    List<String> faults() {
        return faults;
    }
}
