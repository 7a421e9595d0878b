package dev.detour.it.programs;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps open as many files as the process may have, so that none is left for a connection. */
public final class Hoard implements Client {
    private final List<FileInputStream> files = new ArrayList<>();

    /** Throws {@link IllegalStateException} where there is no end: the process needs a limit. */
    public Hoard(Fields options) {
        int most = options.number("most", 10_000);
        try {
            while (files.size() < most) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            return;
        }
        close();
        throw new IllegalStateException("more than " + most + " files may be open");
    }

    @Override
    public void call(Fields call, Seen seen) {
        throw new UnsupportedOperationException("it calls nobody");
    }

    @Override
    public void close() {
        for (FileInputStream file : files) {
            try {
                file.close();
            } catch (IOException alreadyGone) {
                // One less.
            }
        }
    }
}
