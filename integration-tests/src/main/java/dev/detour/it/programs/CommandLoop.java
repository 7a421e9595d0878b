package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The program of a child JVM. Reads a command a line from standard input and answers each with one line on standard
 * output that begins with {@link #ANSWER} and repeats the command's {@code ask}: whatever else stands there is noise.
 *
 * <p>{@code op=client name= kind=} makes a client (the kind is its class), {@code op=call client=} runs a call and
 * answers with what was {@link Seen}; {@code op=begin as= client=} only starts one, to be followed by {@code op=bytes
 * as= count=}, {@code op=cancel as=}, {@code op=interrupt as=}, {@code op=await as=}; {@code op=close name=} closes a
 * client; {@code op=threads} lists the live threads; {@code op=footprint} measures, see {@link Footprint}; {@code op=sees
 * class=} tells whether the application's loader finds a class; {@code op=occupy} leaves no thread of the common pool to
 * anybody. A client with {@code jars=} (paths, a line each) lives in a loader of its own, and {@code op=collected name=}
 * tells whether that loader is gone once the client is closed. The end of the input ends the program.
 */
public final class CommandLoop {
    public static final String ANSWER = "=answer= ";

    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, Undeployment> undeployments = new HashMap<>();

    private CommandLoop() {}

    public static void main(String[] arguments) throws Exception {
        CommandLoop loop = new CommandLoop();
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Fields command = Fields.parse(line);
            out.println(ANSWER
                    + loop.answer(command).with("ask", command.get("ask", "")).line());
        }
        // Pool threads of the clients are no daemons everywhere.
        System.exit(0);
    }

    private Fields answer(Fields command) {
        try {
            return run(command);
        } catch (Throwable failure) {
            Seen seen = new Seen();
            seen.failed(failure);
            seen.put("loop.failed", failure);
            seen.end();
            return end(seen);
        }
    }

    private Fields run(Fields command) throws Exception {
        switch (command.require("op")) {
            case "client":
                clients.put(command.require("name"), client(command));
                return Fields.none();
            case "close":
                close(clients.remove(command.require("name")));
                return Fields.none();
            case "call":
                return begin(command).seen.awaitEnd();
            case "begin":
                running.put(command.require("as"), begin(command));
                return Fields.none();
            case "bytes":
                return Fields.none().with("bytes", of(command).seen.awaitBytes(command.number("count", 1)));
            case "cancel":
                of(command).seen.cancel();
                return Fields.none();
            case "interrupt":
                of(command).thread.interrupt();
                return Fields.none();
            case "await":
                return of(command).seen.awaitEnd();
            case "threads":
                return threads();
            case "footprint":
                return Footprint.now();
            case "occupy":
                return occupy(ForkJoinPool.commonPool());
            case "sees":
                return Fields.none().with("sees", sees(command.require("class")));
            case "collected":
                return Fields.none().with("collected", undeployment(command).isCollected());
            default:
                throw new IllegalArgumentException("no such command: " + command);
        }
    }

    private Client client(Fields command) throws Exception {
        ClassLoader loader = CommandLoop.class.getClassLoader();
        if (command.get("jars") != null) {
            loader = ApplicationLoader.of(command.list("jars"), loader);
            undeployments.put(command.require("name"), new Undeployment(loader));
        }
        Class<?> kind = Class.forName(command.require("kind"), true, loader);
        String copied = command.get("copy-of");
        return copied == null
                ? (Client) kind.getConstructor(Fields.class).newInstance(command)
                : (Client) kind.getConstructor(kind, Fields.class).newInstance(clients.get(copied), command);
    }

    private static void close(@Nullable Client client) {
        if (client != null) {
            client.close();
        }
    }

    private Running begin(Fields command) {
        Client client = clients.get(command.require("client"));
        if (client == null) {
            throw new IllegalArgumentException("no client " + command.require("client"));
        }
        Seen seen = new Seen();
        Thread thread = new Thread(() -> call(client, command, seen), "application");
        thread.setDaemon(true);
        thread.start();
        return new Running(thread, seen);
    }

    private static void call(Client client, Fields command, Seen seen) {
        try {
            if (command.flag("interrupted")) {
                Thread.currentThread().interrupt();
            }
            client.call(command, seen);
        } catch (Throwable failure) {
            seen.failed(failure);
        } finally {
            seen.end();
        }
    }

    private Running of(Fields command) {
        Running call = running.get(command.require("as"));
        if (call == null) {
            throw new IllegalArgumentException("no call " + command.require("as"));
        }
        return call;
    }

    private Undeployment undeployment(Fields command) {
        Undeployment undeployment = undeployments.get(command.require("name"));
        if (undeployment == null) {
            throw new IllegalArgumentException("not in a loader of its own: " + command.require("name"));
        }
        return undeployment;
    }

    private static boolean sees(String type) {
        try {
            Class.forName(type, true, CommandLoop.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError invisible) {
            return false;
        }
    }

    private static Fields occupy(ForkJoinPool pool) throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(pool.getParallelism());
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < pool.getParallelism(); i++) {
            pool.execute(() -> {
                occupied.countDown();
                try {
                    never.await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        occupied.await();
        return Fields.none();
    }

    private static Fields threads() {
        Fields threads = Fields.none();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            threads = threads.and("threads", thread.getName());
        }
        return threads;
    }

    private static Fields end(Seen seen) {
        try {
            return seen.awaitEnd();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }

    private static final class Running {
        final Thread thread;
        final Seen seen;

        Running(Thread thread, Seen seen) {
            this.thread = thread;
            this.seen = seen;
        }
    }
}
