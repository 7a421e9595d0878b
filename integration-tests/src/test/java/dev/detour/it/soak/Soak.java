package dev.detour.it.soak;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jcmd;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.contract.Event;
import dev.detour.it.faults.Fault;
import dev.detour.it.faults.FaultTable;
import dev.detour.it.faults.Lab;
import dev.detour.it.faults.Way;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.RawHttp2;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.ScriptedServer;
import dev.detour.it.telemetry.Scraper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The run itself: servers, applications and agent, and what is done to them, in order. */
final class Soak implements AutoCloseable {
    private static final List<Library> LIBRARIES =
            List.of(Library.JDK, Library.okHttp("4.12.0"), Library.okHttp("5.5.1"));

    /** Of those calls that must go well, against one of each fault in each way. */
    private static final int GOOD_WEIGHT = 30;

    /** Bytes; more than any request's body is long. */
    private static final int GRANTED = 100;

    private static final int MOST_SETTLING_SECONDS = 90;

    /** More than the JDK's clients keep a connection. */
    private static final int MOST_RESTING_SECONDS = 10;

    private final Length length;
    private final Path folder;
    private final Random random;
    private final Arrivals arrivals = new Arrivals();
    private final Lab lab = new Lab(arrivals);
    private final EventLog events;
    private final Scraper scraper = Scraper.onFreePort();
    private final Roads roads;
    private final Ledger ledger;
    private final ChildJvm child;
    private final List<Party> parties = new ArrayList<>();

    /** Calls that are settled; and those of them of which nothing may come any more. */
    private final BitSet settled = new BitSet();

    private final BitSet exact = new BitSet();
    private final int socketsAtRest;
    private Path config;
    private Turn turn = Turn.NONE;
    private Counters counters = Counters.NONE;

    Soak(Jdk jdk, Path folder, long seed, Length length) {
        this.length = length;
        this.folder = folder;
        this.random = new Random(seed);
        this.ledger = new Ledger(jdk, seed);
        Path eventsFile = folder.resolve("events.jsonl");
        this.events = new EventLog(eventsFile);
        String second = "http://127.0.0.1:" + lab.plain(Soak::echo) + "/second";
        this.roads = new Roads(folder, eventsFile, second, scraper.address(), random);
        List<Fault> faults = FaultTable.of(lab);
        faults.forEach(roads::lead);
        lab.stranger.pem(folder.resolve("stranger.pem"));
        String plain = "http://good" + Lab.DOMAIN + ":" + lab.plain(Soak::echo);
        String secure = "https://good" + Lab.DOMAIN + ":" + lab.http2(Soak::echoHttp2);
        String trusted = "https://trusted" + Lab.DOMAIN + ":" + strangersPort();
        String unmatched = "http://unmatched" + Lab.DOMAIN + ":" + lab.plain(Soak::echo);
        roads.lead(plain, "");
        roads.lead(secure, "");
        roads.lead(trusted, ", trust: stranger.pem");
        config = roads.renew();
        boolean fromStart = random.nextBoolean();
        child = child(jdk, faults, fromStart);
        Jcmd.run(jdk, child, "JFR.start", "name=soak", "maxsize=20m");
        int first = 0;
        for (Library library : LIBRARIES) {
            List<Task> plan = new ArrayList<>();
            for (Fault fault : faults) {
                Stream.of(Way.values())
                        .filter(way -> !Task.leaks(fault, library))
                        .filter(way -> fault.concerns(library, way) && fault.concerns(library, jdk))
                        .forEach(way -> plan.add(Task.of(fault, way, library)));
            }
            for (String way : goodWays(library)) {
                plan.add(Task.good("plain", plain, way, "1.1", GOOD_WEIGHT * 3, true));
                plan.add(Task.good("secure", secure, way, "2", GOOD_WEIGHT, true));
                plan.add(Task.good("trusted", trusted, way, "2", GOOD_WEIGHT, true)
                        .onlyRouted());
                plan.add(Task.good("unmatched", unmatched, way, "1.1", GOOD_WEIGHT / 2, false));
            }
            parties.add(new Party(
                    child,
                    library,
                    plan,
                    folder,
                    Fields.none()
                            .with("seed", seed + first)
                            .with("threads", length.threads())
                            .with("first", first++)
                            .with("step", LIBRARIES.size())));
        }
        if (!fromStart) {
            Attachment.API.attach(child, config);
        }
        Attachment.status(child); // opens the socket that JVMs are attached through
        socketsAtRest = footprint().number("sockets", 0);
    }

    private static List<String> goodWays(Library library) {
        return library.isOkHttp()
                ? List.of("execute", "enqueue", "stream", "enqueueStream")
                : List.of("send", "sendAsync", "stream", "asyncStream", "flow");
    }

    private int strangersPort() {
        return lab.closing(ScriptedServer.tls(
                        lab.stranger.server("*" + Lab.DOMAIN).context(), Soak::echoHttp2, arrivals, "h2"))
                .port();
    }

    /** Answers each request with the number of its call. */
    private static void echo(RawConnection connection) throws Exception {
        while (true) {
            String body = echo(connection.request());
            connection.say("HTTP/1.1 200 OK\r\nx-echo: yes\r\ncontent-type: application/json\r\ncontent-length: "
                    + body.length() + "\r\n\r\n" + body);
        }
    }

    private static void echoHttp2(RawConnection connection) throws Exception {
        RawHttp2 http = new RawHttp2(connection);
        while (true) {
            int stream = http.request();
            String body = echo(http.head(stream));
            http.grant(GRANTED);
            http.headers(stream, 200, Map.of("x-echo", "yes"));
            http.data(stream, body, true);
        }
    }

    private static String echo(Received request) {
        return "n" + Arrivals.number(request.target()).orElse(-1);
    }

    private ChildJvm child(Jdk jdk, List<Fault> faults, boolean fromStart) {
        List<String> hosts = Stream.concat(
                        faults.stream().map(Fault::host).filter(host -> !host.equals(Lab.MISSING)),
                        Stream.of("localhost", "good" + Lab.DOMAIN, "trusted" + Lab.DOMAIN, "unmatched" + Lab.DOMAIN))
                .distinct()
                .toList();
        ChildJvm.Builder builder = ChildJvm.on(jdk)
                .option("-Xmx512m")
                // Idle connections are let go, so that what stays is a leak.
                .property("jdk.httpclient.keepalive.timeout", 3)
                .property("java.security.properties", security())
                .property("jdk.net.hosts.file", Hosts.write(folder.resolve("hosts"), hosts))
                .trustStore(lab.trust);
        return (fromStart ? builder.agent(config.toString()) : builder).start();
    }

    /** A thread that is interrupted while it reads the file of hosts finds no name: no other call is to hear of that. */
    private Path security() {
        try {
            return Files.writeString(folder.resolve("security"), "networkaddress.cache.negative.ttl=0\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void run() {
        ledger.begin();
        long end = System.nanoTime() + length.whole().toNanos();
        for (int round = 0; round < 1 || System.nanoTime() < end; round++) {
            enter(Period.ROUTED);
            parties.forEach(Party::go);
            lastWithReloads(length.stretch().toMillis());
            parties.forEach(Party::pause);
            settle(true);
            measure();

            parties.forEach(Party::go);
            enter(Period.LEAVING);
            Attachment.API.detach(child);
            enter(Period.AWAY);
            last(length.away().toMillis());
            enter(Period.COMING);
            config = roads.renew();
            Attachment.API.attach(child, config);
            enter(Period.ROUTED);
            last(length.away().toMillis());
            parties.forEach(Party::pause);
            settle(false);
            counters = Counters.of(Attachment.status(child));
        }
        ledger.end(child);
    }

    Ledger ledger() {
        return ledger;
    }

    private void enter(Period period) {
        turn = turn.next(period);
        parties.forEach(party -> party.enter(turn));
    }

    private void lastWithReloads(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            last(500 + random.nextInt(2_000));
            config = roads.renew();
        }
        last(500);
    }

    private void last(long millis) {
        parties.get(0).last(millis);
    }

    /** Waits until all agree on what has happened since the last time, or it is certain that they do not. */
    private void settle(boolean routedThroughout) {
        List<Ended> ended =
                parties.stream().flatMap(party -> party.ended().stream()).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SETTLING_SECONDS);
        Books books = books(ended, routedThroughout);
        while (!books.faults().isEmpty() && System.nanoTime() < end) {
            last(250);
            books = books(ended, routedThroughout);
        }
        ledger.add(books, ended);
        for (Ended call : ended) {
            settled.set(call.number());
            exact.set(call.number(), call.task().sight() == Sight.ONE);
        }
        arrivals.settled(ended.stream().map(Ended::number).toList());
        events.settle();
    }

    private Books books(List<Ended> ended, boolean routedThroughout) {
        Counters now = routedThroughout ? Counters.of(Attachment.status(child)) : null;
        List<Event> told = events.unsettled();
        return Books.of(ended, told, newArrivals(), now == null ? null : now.since(counters));
    }

    /** A server that hangs may read what was written to it long after the call has ended. */
    private Map<Integer, List<Arrivals.Arrival>> newArrivals() {
        Map<Integer, List<Arrivals.Arrival>> all = new HashMap<>(arrivals.all());
        all.keySet().removeIf(number -> settled.get(number) && !exact.get(number));
        return all;
    }

    /** Once no more sockets are open than before the first call, or never will be. */
    private void measure() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_RESTING_SECONDS);
        Fields now = footprint();
        while (now.number("sockets", 0) > socketsAtRest && System.nanoTime() < end) {
            last(250);
            now = footprint();
        }
        ledger.measured(now);
        ledger.scraped(scraper.text());
    }

    private Fields footprint() {
        return child.ask(Fields.none().with("op", "footprint"));
    }

    @Override
    public void close() {
        child.close();
        lab.close();
    }
}
