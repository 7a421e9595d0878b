package dev.detour.cli;

/** What a command ends with. */
final class ExitStatus {
    static final int WELL = 0;
    static final int FOUND_WRONG = 1;
    static final int FAILED = 2;

    private ExitStatus() {}
}
