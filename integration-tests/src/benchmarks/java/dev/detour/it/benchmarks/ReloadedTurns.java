package dev.detour.it.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same call, with the agent's configuration changed between turns. Calls go on meanwhile, so that nothing of the
 * client's comes to rest. A turn is the median of many short ones.
 *
 * <p>{@code detour.benchmark.reloaded} is the agent's file; that of each way lies beside it, as {@code .0} and {@code
 * .1}. {@code detour.benchmark.events} is the agent's events file, {@code detour.benchmark.port} the one at which it
 * listens in the second way, and not in the first.
 */
final class ReloadedTurns implements InTurn.Turns {
    private static final String FILE = System.getProperty("detour.benchmark.reloaded");
    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file = Path.of(FILE);
    private final Path events = Path.of(System.getProperty("detour.benchmark.events"));
    private final int port = Integer.getInteger("detour.benchmark.port");
    private final InTurn.Turns calls;
    private int inForce = 1;

    /** Of calls whose first way is the only one. The agent has begun with the configuration of the second. */
    ReloadedTurns(InTurn.Turns calls) throws Exception {
        this.calls = calls;
        calls.take(0);
    }

    static boolean areWanted() {
        return FILE != null;
    }

    @Override
    public void take(int way) throws Exception {
        if (way == inForce) {
            return;
        }
        long before = loads();
        Path next = file.resolveSibling("next");
        Files.copy(beside("." + way), next, StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loads() == before || isListening() != (way == 1)) {
            calls.turn();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not reloaded: " + file);
            }
        }
        inForce = way;
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** How often the agent has told that a configuration is in force. */
    private long loads() throws IOException {
        if (Files.notExists(events)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(events)) {
            return lines.filter(line -> line.contains("\"config_loaded\"")).count();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public Taken turn() throws Exception {
        List<Taken> turns = new ArrayList<>();
        long end = System.nanoTime() + TURN.toNanos();
        while (System.nanoTime() < end) {
            turns.add(calls.turn());
        }
        return Taken.median(turns);
    }
}
