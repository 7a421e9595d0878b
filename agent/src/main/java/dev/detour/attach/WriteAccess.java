package dev.detour.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who else may change a file that root is about to put into a JVM. By owners and modes of the file and of every folder
 * above it, both as it is named and as it really lies.
 */
final class WriteAccess {
    private static final int OTHERS_WRITE = 02;
    private static final int GROUP_WRITES = 020;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private final Set<Integer> trusted;
    private final String names;

    /**
     * For a JVM.
     *
     * @param trusted the numbers of users that may change the file
     * @param names theirs, for people
     */
    WriteAccess(Set<Integer> trusted, String names) {
        this.trusted = trusted;
        this.names = names;
    }

    /** Throws, with cause and cure, where others may change the file or put another one in its place. */
    void check(Path file) throws IOException {
        checkChain(file.toRealPath());
        checkChain(file.toAbsolutePath().normalize());
    }

    private void checkChain(Path file) throws IOException {
        int below = -1;
        for (Path part = file; part != null; part = part.getParent()) {
            Map<String, Object> attributes = Files.readAttributes(part, "unix:uid,gid,mode");
            int owner = number(attributes, "uid");
            checkOwner(part, owner, below, attributes);
            below = owner;
        }
    }

    private void checkOwner(Path part, int owner, int below, Map<String, Object> attributes) throws IOException {
        if (!trusted.contains(owner)) {
            throw refused(part, "belongs to " + Files.getOwner(part).getName(), "chown root " + part);
        }
        int mode = number(attributes, "mode");
        boolean group = (mode & GROUP_WRITES) != 0 && number(attributes, "gid") != ROOT;
        if (!group && (mode & OTHERS_WRITE) == 0) {
            return;
        }
        // In a sticky folder nobody can replace what belongs to another.
        boolean kept = (mode & STICKY) != 0 && owner == ROOT && below == ROOT;
        if (!kept) {
            throw refused(part, "can be written by others", "chmod go-w " + part);
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name), name);
    }

    private IOException refused(Path part, String why, String cure) {
        return new IOException("refused, because this runs as root: " + part + " " + why
                + ", and what lies there would be put into the JVM; only " + names + " may change it: " + cure
                + ", or use a copy in a folder of root's");
    }
}
