package dev.detour.fuzz;

/** One place where bytes come in. */
public interface Target {
    /**
     * Takes some bytes as that place would. Whatever they are, it must come back with what it documents.
     *
     * @throws Throwable that nobody expects, or for what the bytes must never lead to: a secret told, say
     */
    void take(byte[] input) throws Throwable;
}
