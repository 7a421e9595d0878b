package dev.detour.it.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * An application that calls without pause, from many threads, whatever stands in its plan, in random order. A call has a
 * number, which is a segment of its URL ({@code /nNUMBER/}), and a line in the journal once it has ended: its number, the
 * line of the plan, the periods in which it began and ended, how long it took in microseconds, the status or {@code -},
 * the exception or {@code -}. Nothing of it stays in memory.
 *
 * <p>Options: {@code plan} (a file with an {@link Errand} a line), {@code journal} (the file), {@code seed}, {@code
 * threads}, {@code kind} as of {@link CommandLoop}'s clients (the class of the clients to call with), {@code first} and
 * {@code step} (of the numbers). Ways to call it: {@code enter} ({@code period=}, {@code direct=}: whether from now on only
 * what needs no route is called), {@code last} ({@code millis=}: goes on for so long), {@code pause} (begins no more calls, and waits until
 * all have ended and stand in the journal; keeps no connection that it can close), {@code go}.
 */
public final class Endurance implements Client {
    private static final int MOST_SECONDS = 50;

    private final List<Errand> plan;
    private final List<Errand> anywhere;
    private final Map<String, Client> clients = new HashMap<>();
    private final Class<?> kind;
    private final long seed;
    private final int step;
    private final DiskJournal journal;
    private final ScheduledExecutorService deeds = Executors.newSingleThreadScheduledExecutor(this::daemon);
    private final Map<Integer, Errand> underWay = new ConcurrentHashMap<>();
    private final Map<Integer, String> beganIn = new ConcurrentHashMap<>();
    private int next;
    private boolean paused = true;
    private boolean closed;
    private volatile String period = "none";
    private volatile boolean direct;

    public Endurance(Fields options) throws Exception {
        plan = Errand.read(Path.of(options.require("plan")));
        anywhere = plan.stream().filter(errand -> !errand.needsRoute()).collect(Collectors.toList());
        kind = Class.forName(options.require("calls-with"), true, Endurance.class.getClassLoader());
        for (Errand errand : plan) {
            if (!errand.isApart() && !clients.containsKey(errand.client().line())) {
                clients.put(errand.client().line(), client(errand));
            }
        }
        seed = Long.parseLong(options.require("seed"));
        step = options.number("step", 1);
        next = options.number("first", 0);
        journal = new DiskJournal(Path.of(options.require("journal")));
        for (int i = 0; i < options.number("threads", 1); i++) {
            daemon(this::work).start();
        }
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "endurance");
        thread.setDaemon(true);
        return thread;
    }

    private Client client(Errand errand) throws ReflectiveOperationException {
        return (Client) kind.getConstructor(Fields.class).newInstance(errand.client());
    }

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        switch (call.require("way")) {
            case "enter":
                direct = call.flag("direct");
                period = call.require("period");
                break;
            case "go":
                pause(false);
                break;
            case "last":
                last(TimeUnit.MILLISECONDS.toNanos(call.number("millis", 0)));
                break;
            case "pause":
                pause(true);
                awaitCalm();
                clients.values().forEach(Client::rest);
                journal.flush();
                break;
            default:
                throw new IllegalArgumentException("no such way: " + call);
        }
    }

    private synchronized void pause(boolean pausing) {
        paused = pausing;
        notifyAll();
    }

    private synchronized void last(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void awaitCalm() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!underWay.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(
                        "these calls do not end: " + underWay + ", begun in these periods: " + beganIn);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void work() {
        try {
            for (int number = begin(); number >= 0; number = begin()) {
                run(number);
            }
        } catch (InterruptedException | ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The number of the next call, when there is to be one; negative at the end. */
    private synchronized int begin() throws InterruptedException {
        while (paused && !closed) {
            wait();
        }
        if (closed) {
            return -1;
        }
        int number = next;
        next += step;
        underWay.put(number, choose(number));
        return number;
    }

    private Errand choose(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
        List<Errand> possible = direct ? anywhere : plan;
        int drawn = random.nextInt(possible.stream().mapToInt(Errand::weight).sum());
        for (Errand errand : possible) {
            drawn -= errand.weight();
            if (drawn < 0) {
                return errand;
            }
        }
        throw new IllegalStateException("an empty plan");
    }

    private void run(int number) throws InterruptedException, ReflectiveOperationException {
        Errand errand = java.util.Objects.requireNonNull(underWay.get(number));
        if (!errand.isApart()) {
            call(
                    number,
                    errand,
                    java.util.Objects.requireNonNull(clients.get(errand.client().line())));
            return;
        }
        Client own = client(errand);
        try {
            call(number, errand, own);
        } finally {
            own.close();
        }
    }

    private void call(int number, Errand errand, Client client) {
        String began = period;
        beganIn.put(number, began);
        long started = System.nanoTime();
        Seen seen = new Seen();
        Deed deed = new Deed(errand, seen);
        deed.begin();
        try {
            client.call(errand.call(number), seen);
        } catch (Throwable failure) {
            seen.failed(failure);
        } finally {
            deed.end();
            seen.end();
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started);
        journal.add(number + " " + plan.indexOf(errand) + " " + began + " " + period + " " + micros + " "
                + told(number, seen));
        synchronized (this) {
            underWay.remove(number);
            beganIn.remove(number);
            notifyAll();
        }
    }

    /** The status and the exception; an answer that was another call's is a failure of its own kind. */
    private static String told(int number, Seen seen) {
        Fields fields;
        try {
            fields = seen.awaitEnd();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
        String failure = fields.get("exception.0", "-");
        boolean echoed = fields.get("header.x-echo") != null && failure.equals("-");
        if (echoed && !fields.get("body", "").equals("n" + number)) {
            failure = "wrong-body:" + fields.get("body", "").replaceAll("\\s", "_");
        }
        return fields.get("status", "-") + " " + failure;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        deeds.shutdownNow();
        clients.values().forEach(Client::close);
    }

    /** What the application does to its own call while it is under way: looked at every few milliseconds. */
    private final class Deed implements Runnable {
        private static final int PAUSE_MILLIS = 10;

        private final Errand errand;
        private final Seen seen;
        private final Thread caller = Thread.currentThread();
        private boolean over;

        Deed(Errand errand, Seen seen) {
            this.errand = errand;
            this.seen = seen;
        }

        void begin() {
            if (!errand.deed().isEmpty()) {
                deeds.schedule(this, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public synchronized void run() {
            if (over) {
                return;
            }
            try {
                over = isDone();
            } catch (RuntimeException closed) {
                over = true;
            }
            if (!over) {
                deeds.schedule(this, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private boolean isDone() {
            switch (errand.deed()) {
                case "interrupt":
                    caller.interrupt();
                    return true;
                case "close":
                    return seen.bytes() > 0 && seen.cancelIfPossible();
                default:
                    return seen.cancelIfPossible();
            }
        }

        /** From here on nothing is done; an interrupt that came too late is forgotten. */
        void end() {
            synchronized (this) {
                over = true;
            }
            Thread.interrupted();
        }
    }

    /** Lines of a file. For many threads. */
    private static final class DiskJournal {
        private final Path file;
        private final List<String> waiting = new ArrayList<>();

        DiskJournal(Path file) {
            this.file = file;
        }

        synchronized void add(String line) {
            waiting.add(line);
            if (waiting.size() >= 500) {
                flush();
            }
        }

        synchronized void flush() {
            try {
                Files.write(
                        file,
                        waiting,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
                waiting.clear();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
