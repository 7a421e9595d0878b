package dev.detour.config;

import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.network.ClientCertificate;
import dev.detour.network.NetworkSettings;
import dev.detour.network.Timeouts;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how the connections of a path are made, all but its proxy. */
final class NetworkBinder {
    private static final Form<Boolean> HTTP = new ChoiceForm<>(Map.of("1.1", true));
    private static final Form<Boolean> REFUSE = new ChoiceForm<>(Map.of("bogon", true));

    private final Section section;
    private final Binding binding;

    NetworkBinder(Section section) {
        this.section = section;
        this.binding = section.binding();
    }

    NetworkSettings.Builder bind() {
        Section dns = section.group("dns").only(Keys.DNS);
        Boolean http11 = section.value("http", HTTP);
        Boolean refuses = dns.value("refuse", REFUSE);
        return NetworkSettings.builder()
                .trust(trust())
                .clientCertificate(clientCertificate())
                .hosts(hosts(dns))
                .refusesBogons(refuses != null)
                .http11(http11 != null)
                .timeouts(timeouts())
                .keepAlive(section.value("keep-alive", Forms.POSITIVE_DURATION));
    }

    /** Each root once, whatever the files repeat. */
    private List<X509Certificate> trust() {
        Set<X509Certificate> roots = new LinkedHashSet<>();
        List<String> shown = new ArrayList<>();
        for (Node item : section.items("trust")) {
            Scalar file = item instanceof Mapping ? null : section.scalar(item, "trust");
            String password = null;
            if (item instanceof Mapping) {
                Section entry = Section.of(binding, "", List.of((Mapping) item)).only(Keys.TRUST);
                file = required(entry, item, "trust", "file");
                Scalar secret = entry.scalar("password");
                password = secret == null ? null : secret.text();
            }
            if (file != null) {
                roots.addAll(binding.certificates(file, section.label("trust"), password));
                shown.add(file.isSecret() ? Setting.SECRET : Texts.shown(String.valueOf(file.text())));
            }
        }
        Node node = section.find("trust");
        if (node != null && !shown.isEmpty()) {
            section.record("trust", String.join(", ", shown), node.where().origin());
        }
        return List.copyOf(roots);
    }

    private @Nullable ClientCertificate clientCertificate() {
        Node node = section.find("client-certificate");
        Section certificate = section.group("client-certificate").only(Keys.CLIENT_CERTIFICATE);
        if (!(node instanceof Mapping)) {
            return null;
        }
        Scalar file = required(certificate, node, "client-certificate", "file");
        Scalar password = certificate.scalar("password");
        if (file == null) {
            return null;
        }
        certificate.record(
                "file",
                file.isSecret() ? Setting.SECRET : Texts.shown(String.valueOf(file.text())),
                file.where().origin());
        if (password != null) {
            certificate.record("password", Setting.SECRET, password.where().origin());
        }
        String secret = password == null || password.text() == null ? "" : password.text();
        return binding.clientCertificate(file, certificate.label("file"), secret);
    }

    private @Nullable Scalar required(Section inner, Node node, String key, String what) {
        if (!inner.has(what)) {
            section.fault(node, key, "'" + what + "' is missing");
        }
        return inner.scalar(what);
    }

    private static Map<String, List<InetAddress>> hosts(Section dns) {
        Section hosts = dns.group("hosts");
        Map<String, List<InetAddress>> fixed = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : hosts.entries().entrySet()) {
            String host = entry.getKey().toLowerCase(Locale.ROOT);
            if (!Urls.isName(host)) {
                hosts.binding()
                        .faults
                        .add(entry.getValue().key, hosts.label(Texts.shown(entry.getKey())) + " is not a host name");
                continue;
            }
            List<InetAddress> addresses = addresses(hosts, entry.getKey(), host);
            if (!addresses.isEmpty()) {
                fixed.put(host, addresses);
            }
        }
        return Map.copyOf(fixed);
    }

    private static List<InetAddress> addresses(Section hosts, String key, String host) {
        Form<InetAddress> form = Form.of(
                text -> {
                    InetAddress address = Addresses.parse(host, text);
                    if (address == null) {
                        throw Malformed.because("is not a numeric address, as 203.0.113.7 or 2001:db8::7");
                    }
                    return address;
                },
                InetAddress::getHostAddress);
        List<InetAddress> addresses = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Node item : hosts.items(key)) {
            Scalar scalar = hosts.scalar(item, key);
            InetAddress address = scalar == null ? null : hosts.read(scalar, key, form);
            if (scalar != null && address != null) {
                addresses.add(address);
                shown.add(scalar.isSecret() ? Setting.SECRET : form.show(address));
            }
        }
        Node node = hosts.find(key);
        if (node != null && Section.isEmpty(node)) {
            hosts.scalar(key);
        } else if (node != null) {
            hosts.record(host, String.join(", ", shown), node.where().origin());
        }
        return List.copyOf(addresses);
    }

    private Timeouts timeouts() {
        Section timeouts = section.group("timeouts").only(Keys.TIMEOUTS);
        Duration connect = timeouts.value("connect", Forms.POSITIVE_DURATION);
        Duration firstByte = timeouts.value("first-byte", Forms.POSITIVE_DURATION);
        Duration idle = timeouts.value("idle", Forms.POSITIVE_DURATION);
        Duration total = timeouts.value("total", Forms.POSITIVE_DURATION);
        Node node = timeouts.find("total");
        if (node != null && total != null) {
            warnOfLonger(node, "connect", connect, total);
            warnOfLonger(node, "first-byte", firstByte, total);
            warnOfLonger(node, "idle", idle, total);
        }
        return Timeouts.of(connect, firstByte, idle, total);
    }

    private void warnOfLonger(Node node, String key, @Nullable Duration timeout, Duration total) {
        if (timeout != null && timeout.compareTo(total) > 0) {
            binding.warn(node.where(), "timeouts.total ends a call before timeouts." + key + " can");
        }
    }
}
