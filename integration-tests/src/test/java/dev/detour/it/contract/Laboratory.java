package dev.detour.it.contract;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.HttpProxy;
import dev.detour.it.servers.Identity;
import dev.detour.it.servers.Mute;
import dev.detour.it.servers.SocksProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The servers of the suite, the one configuration that names them, and the applications: one for each subject, made when
 * it is first asked for and used by all tests. All of it goes with this JVM: servers have daemon threads, children end
 * with their input.
 */
final class Laboratory {
    /** How many names stay known to children: a JDK reads the whole file for each name, so that it has to be short. */
    private static final int FRESH_NAMES = 20;

    /** Below these each test has a name of its own: budgets and log lines go by host. */
    private static final List<String> DOMAINS = List.of(
            "retry.test",
            "never.test",
            "single.test",
            "refused.test",
            "hurried.test",
            "limited.test",
            "unanswered.test",
            "dead-proxy.test",
            "locked-proxy.test",
            "refused-socks.test",
            "untrusted.test",
            "misnamed.test",
            "clear.test",
            "vendor.test",
            "free.test",
            "stale.test",
            "bogon.test",
            "idle.test",
            "awaiting.test",
            "patient.test",
            "silent-proxy.test",
            "closing-proxy.test",
            "resetting-proxy.test",
            "tunnel.test",
            "tls-silent.test",
            "tls-reset.test",
            "failover.test",
            "dead-first.test",
            "breaker.test",
            "open.test",
            "unsaid.test",
            "granted.test",
            "once.test",
            "always.test",
            "frugal.test",
            "waiting.test");

    final Path folder = folder();

    final Authority applicationRoot = Authority.named("Application Root");
    final Authority corporateRoot = Authority.named("Corporate Root");
    final Authority clientRoot = Authority.named("Client Root");
    final Identity corporateIdentity = corporateRoot.server("*.corp.test");

    final Gateway gateway = Gateway.plain();
    final Gateway other = Gateway.plain();
    final Gateway six = Gateway.plainOn(ipv6Loopback());
    final Gateway secure = Gateway.tls(applicationRoot.server("*.secure.test").context());
    /** With a certificate for one host each: OkHttp shares HTTP/2 connections among the hosts of a certificate. */
    final Gateway moved =
            Gateway.tls(applicationRoot.server("moved.secure.test").context());

    final Gateway up = Gateway.tls(applicationRoot.server("up.secure.test").context());
    final Gateway corporate = Gateway.tls(corporateIdentity.context());
    final Gateway expired = Gateway.tls(corporateRoot.expired("*.corp.test").context());
    final Gateway mutual =
            Gateway.tls(applicationRoot.server("*.secure.test").context(clientRoot), true, "h2", "http/1.1");

    /** Where each client makes its first call: no test looks there. */
    private final Gateway start = Gateway.plain();

    final HttpProxy proxy = HttpProxy.open();
    final HttpProxy passwordProxy = HttpProxy.withPassword("user", "p@ss");
    /** No route knows its password. */
    final HttpProxy lockedProxy = HttpProxy.withPassword("nobody", "knows");

    final HttpProxy silentProxy = HttpProxy.open().silent();
    final HttpProxy closingProxy = HttpProxy.open().closing(false);
    final HttpProxy resettingProxy = HttpProxy.open().closing(true);
    /** Its tunnels end where a test says. */
    final HttpProxy tunnelProxy = HttpProxy.open();

    final Mute silent = Mute.listening();
    final Mute resetting = Mute.resetting();

    final SocksProxy socks = SocksProxy.open();
    final SocksProxy passwordSocks = SocksProxy.withPassword("user", "p@ss");
    final SocksProxy refusingSocks = SocksProxy.open().refusing(2);
    final DeadEnds.Unanswered unanswered = new DeadEnds.Unanswered();
    final int closedPort = DeadEnds.closedPort();

    private final Deque<String> recent = new ArrayDeque<>();
    private final Path hosts = Hosts.write(folder.resolve("hosts"), names());
    private final Path trust = applicationRoot.store(folder.resolve("application.p12"), "PKCS12");
    private final Applications applications = new Applications();
    private int started;
    private int fresh;

    private Laboratory() {
        corporateRoot.pem(folder.resolve("corporate.pem"));
        corporateRoot.der(folder.resolve("corporate.der"));
        corporateRoot.store(folder.resolve("corporate.p12"), "PKCS12");
        corporateRoot.store(folder.resolve("corporate.jks"), "JKS");
        clientRoot.client("route").store(folder.resolve("client.p12"), "PKCS12");
        clientRoot.client("application").store(folder.resolve("own-keys.p12"), "PKCS12");
        proxy.mapping("behind-proxy.test:80", gateway.port());
        socks.mapping("behind-socks.test:80", gateway.port());
    }

    static Laboratory laboratory() {
        return Holder.ONE;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("detour-laboratory");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InetAddress ipv6Loopback() {
        try {
            byte[] address = new byte[16];
            address[15] = 1;
            return InetAddress.getByAddress(address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What children resolve. Hosts that only a route, a proxy or a fixed address leads to are left out on purpose. */
    private List<String> names() {
        Stream<String> single = Stream.of(
                "localhost",
                "gateway.test",
                "prefix.test",
                "signed.test",
                "proxied.test",
                "password.test",
                "socks.test",
                "socks-password.test",
                "direct.test",
                "keep-alive.test",
                "unmatched.test",
                "wrong-name.test",
                "proxied.secure.test",
                "password.secure.test",
                "socks.secure.test",
                "socks-password.secure.test",
                "up.secure.test",
                "moved.secure.test",
                "old-protocol.secure.test",
                "stalled.secure.test",
                "ping.secure.test",
                "storm.secure.test",
                "bogon-fixed.test",
                "mutual.secure.test",
                "vendor.secure.test",
                "unmatched.secure.test",
                "pem.corp.test",
                "der.corp.test",
                "p12.corp.test",
                "jks.corp.test",
                "none.corp.test",
                "expired.corp.test");
        return Stream.concat(recent.stream(), single).toList();
    }

    /** A host below this domain that no call has gone to yet; with a domain that is not listed above, none that exists. */
    synchronized String fresh(String domain) {
        String name = "n" + fresh++ + "." + domain;
        if (DOMAINS.contains(domain)) {
            recent.addFirst(name);
            if (recent.size() > FRESH_NAMES) {
                recent.removeLast();
            }
            Hosts.write(hosts, names());
        }
        return name;
    }

    /** Forgets what the servers got, so that a test sees its own calls only. */
    void reset() {
        Stream.of(gateway, other, six, secure, moved, up, corporate, expired, mutual)
                .forEach(Gateway::reset);
        Stream.of(proxy, passwordProxy, lockedProxy).forEach(HttpProxy::forget);
        Stream.of(socks, passwordSocks, refusingSocks).forEach(SocksProxy::forget);
    }

    synchronized Application application(Subject subject) {
        return applications.computeIfAbsent(subject, this::start);
    }

    private Application start(Subject subject) {
        String name = "application-" + started++;
        EventFile events = new EventFile(folder.resolve(name).resolve("events.jsonl"));
        Path config = configuration(name, events);
        ChildJvm.Builder builder = ChildJvm.on(subject.jdk())
                .with(subject.library())
                .property("jdk.net.hosts.file", hosts)
                .trustStore(trust)
                .variable("GATEWAY_KEY", "gateway-key");
        ChildJvm child = subject.entry() == Subject.Entry.START
                ? builder.agent(config.toString()).start()
                : builder.start();
        makeClients(subject, child);
        if (subject.entry() == Subject.Entry.ATTACHED) {
            Attachment.API.attach(child, config);
        }
        return new Application(subject, child, events);
    }

    /** Standard clients, each of which has been used once. */
    private void makeClients(Subject subject, ChildJvm child) {
        clients().forEach((client, options) -> {
            if (subject.library().isOkHttp() || !options.flag("okhttp-only")) {
                child.client(client, subject.library(), options);
                child.call(client, Fields.none().with("way", "stream").with("url", start.url("unmatched.test")));
            }
        });
    }

    private Map<String, Fields> clients() {
        Map<String, Fields> clients = new LinkedHashMap<>();
        Fields none = Fields.none();
        Fields okHttp = none.with("okhttp-only", true);
        clients.put("default", none);
        clients.put("old", none.with("version", "1.1"));
        clients.put("unredirected", none.with("redirects", "never"));
        clients.put("delegating", none.with("delegate", true));
        clients.put("cookies", none.with("cookies", true));
        clients.put("proxied", none.with("proxy", "127.0.0.1:" + proxy.port()));
        clients.put("own-trust", none.with("trust-store", trust));
        clients.put("own-keys", none.with("trust-store", trust).with("key-store", folder.resolve("own-keys.p12")));
        clients.put(
                "copy",
                okHttp.with("copy-of", "default").with("interceptors", true).with("events", true));
        clients.put("stubborn", okHttp.with("retry", "never"));
        clients.put("caching", okHttp.with("cache", folder.resolve("cache-" + started)));
        clients.put("pinned", okHttp.with("pin", "pem.corp.test " + corporateIdentity.pin()));
        clients.put("root-pinned", okHttp.with("pin", "pem.corp.test " + corporateIdentity.rootPin()));
        clients.put(
                "mispinned",
                okHttp.with("pin", "pem.corp.test " + clientRoot.client("x").pin()));
        return clients;
    }

    private Path configuration(String name, EventFile events) {
        Map<String, Object> words = new HashMap<>();
        words.put("events", events.path());
        words.put("folder", folder);
        words.put("gateway", gateway.port());
        words.put("other", other.port());
        words.put("six", six.port());
        words.put("secure", secure.port());
        words.put("moved", moved.port());
        words.put("up", up.port());
        words.put("corporate", corporate.port());
        words.put("expired", expired.port());
        words.put("mutual", mutual.port());
        words.put("proxy", proxy.port());
        words.put("password-proxy", passwordProxy.port());
        words.put("locked-proxy", lockedProxy.port());
        words.put("socks", socks.port());
        words.put("password-socks", passwordSocks.port());
        words.put("refusing-socks", refusingSocks.port());
        words.put("silent-proxy", silentProxy.port());
        words.put("closing-proxy", closingProxy.port());
        words.put("resetting-proxy", resettingProxy.port());
        words.put("tunnel-proxy", tunnelProxy.port());
        words.put("silent", silent.port());
        words.put("resetting", resetting.port());
        words.put("unanswered", unanswered.port());
        words.put("closed", closedPort);
        String text = template();
        for (Map.Entry<String, Object> word : words.entrySet()) {
            text = text.replace("{" + word.getKey() + "}", word.getValue().toString());
        }
        try {
            Files.createDirectories(folder.resolve(name));
            return Files.writeString(folder.resolve(name).resolve("detour.yaml"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String template() {
        try (InputStream in = Laboratory.class.getResourceAsStream("/contract.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of one JDK live side by side; of a matrix of JDKs the one that was not asked for the longest ends. */
    private static final class Applications extends LinkedHashMap<Subject, Application> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 3 * Library.all().size();

        Applications() {
            super(2 * MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Application> eldest) {
            if (size() <= MOST) {
                return false;
            }
            eldest.getValue().child().close();
            return true;
        }
    }

    /** Made when it is first asked for. */
    private static final class Holder {
        static final Laboratory ONE = new Laboratory();
    }
}
