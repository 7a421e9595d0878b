package dev.detour.client.okhttp;

/** Opens packages of a named module to the agent alone. */
@FunctionalInterface
public interface ModuleOpener {
    /**
     * Opens them.
     *
     * @param packages as {@code a.b}; those that the module does not have are passed over
     */
    void open(Module module, String... packages);
}
