package dev.detour.it.faults;

import static dev.detour.it.faults.Code.TLS_ALERT;
import static dev.detour.it.faults.Code.TLS_CLIENT_CERTIFICATE;
import static dev.detour.it.faults.Code.TLS_EXPIRED;
import static dev.detour.it.faults.Code.TLS_HOSTNAME;
import static dev.detour.it.faults.Code.TLS_PLAINTEXT;
import static dev.detour.it.faults.Code.TLS_REJECTED;
import static dev.detour.it.faults.Code.TLS_RESET;
import static dev.detour.it.faults.Code.TLS_TIMEOUT;
import static dev.detour.it.faults.Code.TLS_UNTRUSTED;
import static dev.detour.it.faults.Code.TLS_VERSION;

import dev.detour.it.children.Library;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Identity;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The handshake: ended, alerted, with certificates of every wrong kind. */
final class TlsFaults {
    /** By RFC 5246, 6066, 7301 and 8446: the number of each alert that a server may send, and the code for it. */
    private static final Map<String, Map.Entry<Integer, Code>> ALERTS = new LinkedHashMap<>();

    static {
        alert("unexpected_message", 10, TLS_ALERT);
        alert("bad_record_mac", 20, TLS_ALERT);
        alert("record_overflow", 22, TLS_ALERT);
        alert("handshake_failure", 40, TLS_VERSION);
        alert("bad_certificate", 42, TLS_CLIENT_CERTIFICATE);
        alert("unsupported_certificate", 43, TLS_CLIENT_CERTIFICATE);
        alert("certificate_revoked", 44, TLS_CLIENT_CERTIFICATE);
        alert("certificate_expired", 45, TLS_CLIENT_CERTIFICATE);
        alert("certificate_unknown", 46, TLS_CLIENT_CERTIFICATE);
        alert("illegal_parameter", 47, TLS_ALERT);
        alert("unknown_ca", 48, TLS_CLIENT_CERTIFICATE);
        alert("access_denied", 49, TLS_CLIENT_CERTIFICATE);
        alert("decode_error", 50, TLS_ALERT);
        alert("decrypt_error", 51, TLS_ALERT);
        alert("protocol_version", 70, TLS_VERSION);
        alert("insufficient_security", 71, TLS_VERSION);
        alert("internal_error", 80, TLS_ALERT);
        alert("inappropriate_fallback", 86, TLS_ALERT);
        alert("missing_extension", 109, TLS_ALERT);
        alert("unsupported_extension", 110, TLS_ALERT);
        alert("unrecognized_name", 112, TLS_ALERT);
        alert("certificate_required", 116, TLS_CLIENT_CERTIFICATE);
        alert("no_application_protocol", 120, TLS_VERSION);
    }

    private static final String HOSTS = "*" + Lab.DOMAIN;

    private TlsFaults() {}

    private static void alert(String name, int number, Code code) {
        ALERTS.put(name, Map.entry(number, code));
    }

    static List<Fault> of(Lab lab) {
        List<Fault> all = new ArrayList<>();
        ALERTS.forEach((name, alert) ->
                all.add(Fault.of(alert.getValue(), "alert_" + name, "alert " + name + " in answer to the ClientHello")
                        .https(lab.plain(connection -> {
                            connection.clientHello();
                            connection.alert(alert.getKey());
                            connection.end();
                        }))));
        all.addAll(ended(lab));
        all.addAll(certificates(lab));
        all.addAll(refused(lab));
        all.addAll(versions(lab));
        all.addAll(mutual(lab));
        return all;
    }

    private static List<Fault> ended(Lab lab) {
        return List.of(
                Fault.of(TLS_RESET, "hello_reset", "RST in answer to the ClientHello")
                        .https(lab.plain(connection -> {
                            connection.clientHello();
                            connection.reset();
                        })),
                Fault.of(TLS_RESET, "hello_end", "FIN in answer to the ClientHello")
                        .https(lab.plain(connection -> {
                            connection.clientHello();
                            connection.end();
                        })),
                Fault.of(TLS_TIMEOUT, "hello_hang", "no answer to the ClientHello")
                        .https(lab.plain(RawConnection::hang))
                        .client("connect", Fault.TIMER_MILLIS)
                        .client("read", Fault.TIMER_MILLIS),
                Fault.of(TLS_PLAINTEXT, "hello_http", "an answer in plain HTTP").https(lab.plain(connection -> {
                    connection.clientHello();
                    connection.say("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
                    connection.end();
                })),
                Fault.of(TLS_PLAINTEXT, "hello_ssh", "the peer speaks another protocol")
                        .https(lab.plain(connection -> {
                            connection.say("SSH-2.0-OpenSSH_9.9\r\n");
                            connection.hang();
                        })),
                Fault.of(TLS_VERSION, "hello_old", "a ServerHello of TLS 1.0").https(lab.plain(connection -> {
                    connection.clientHello();
                    serverHello(connection, 1);
                    connection.hang();
                })));
    }

    /** RFC 5246, 7.4.1.3, without session or extensions, choosing TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, which all clients offer. */
    private static void serverHello(RawConnection connection, int minorVersion) throws Exception {
        int[] record = new int[5 + 4 + 38];
        record[0] = 22;
        record[1] = 3;
        record[2] = minorVersion;
        record[4] = 4 + 38;
        record[5] = 2;
        record[8] = 38;
        record[9] = 3;
        record[10] = minorVersion;
        record[11] = 7; // of 32 random bytes
        record[44] = 0xC0;
        record[45] = 0x13;
        connection.send(record);
    }

    private static List<Fault> certificates(Lab lab) {
        return List.of(
                certificate(lab, TLS_UNTRUSTED, "cert_untrusted", "from an unknown root", lab.stranger.server(HOSTS)),
                certificate(lab, TLS_UNTRUSTED, "cert_self_signed", "signed by itself", Authority.selfSigned(HOSTS)),
                certificate(lab, TLS_EXPIRED, "cert_expired", "expired", lab.root.expired(HOSTS)),
                certificate(lab, TLS_EXPIRED, "cert_premature", "not yet valid", lab.root.premature(HOSTS)),
                certificate(lab, TLS_HOSTNAME, "cert_other_host", "for another host", lab.root.server("other.test")),
                certificate(lab, TLS_HOSTNAME, "cert_no_host", "for no host at all", lab.root.client("nobody")),
                certificate(lab, TLS_REJECTED, "cert_weak_key", "with an RSA key of 1000 bits", lab.root.weak(HOSTS)));
    }

    /** By the application itself. */
    private static List<Fault> refused(Lab lab) {
        Identity good = lab.root.server(HOSTS);
        Identity revoked = lab.root.server(HOSTS);
        return List.of(
                Fault.of(TLS_REJECTED, "cert_mispinned", "the application has pinned another key")
                        .https(server(lab, good.context()))
                        .client("pin", HOSTS + " " + lab.stranger.client("x").pin())
                        .only(Library::isOkHttp),
                Fault.of(TLS_REJECTED, "cert_revoked", "a certificate on the authority's list of revoked ones")
                        .https(server(lab, revoked.context()))
                        .client("trust-store", lab.trust)
                        .client("crl", lab.root.revoking(lab.folder.resolve("revoked.crl"), revoked)),
                Fault.of(TLS_REJECTED, "cert_refused", "the application's own check refuses it")
                        .https(server(lab, good.context()))
                        .client("trust-store", lab.trust)
                        .client("refuse", true));
    }

    private static List<Fault> versions(Lab lab) {
        return List.of(
                version(lab, "version_12", "a server of TLS 1.2, a client of 1.3", "TLSv1.2", "TLSv1.3"),
                version(lab, "version_13", "a server of TLS 1.3, a client of 1.2", "TLSv1.3", "TLSv1.2"));
    }

    private static Fault version(Lab lab, String id, String what, String server, String client) {
        SSLContext context = lab.root.server(HOSTS).context();
        return Fault.of(TLS_VERSION, id, what)
                .https(lab.closing(ScriptedServer.onlyTls(context, server, RawConnection::hang))
                        .port())
                .client("tls", client);
    }

    private static Fault certificate(Lab lab, Code code, String id, String which, Identity identity) {
        return Fault.of(code, id, "a certificate " + which).https(server(lab, identity.context()));
    }

    private static int server(Lab lab, SSLContext context) {
        return lab.closing(ScriptedServer.tls(context, RawConnection::hang, "http/1.1"))
                .port();
    }

    private static List<Fault> mutual(Lab lab) {
        List<Fault> all = new ArrayList<>();
        for (String version : List.of("1.2", "1.3")) {
            String name = version.replace(".", "");
            all.add(Fault.of(TLS_CLIENT_CERTIFICATE, "mutual_" + name, "TLS " + version + ": no client certificate")
                    .https(mutual(lab, version)));
            all.add(Fault.of(
                            TLS_CLIENT_CERTIFICATE,
                            "mutual_wrong_" + name,
                            "TLS " + version + ": a client certificate of an unknown root")
                    .https(mutual(lab, version))
                    .client("trust-store", lab.trust)
                    .client("key-store", lab.strangersKeys));
        }
        return all;
    }

    private static int mutual(Lab lab, String version) {
        SSLContext context = lab.root.server(HOSTS).context(lab.root);
        return lab.closing(ScriptedServer.mutualTls(context, "TLSv" + version, RawConnection::hang))
                .port();
    }
}
