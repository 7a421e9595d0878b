package dev.detour.call;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.network.ClientCertificate;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.route.Match;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several paths to one origin say together. */
final class Merged {
    private final Set<X509Certificate> trust = new LinkedHashSet<>();
    private final Map<String, List<InetAddress>> hosts = new HashMap<>();
    private @Nullable NetworkSettings first;
    private @Nullable ClientCertificate certificate;
    private @Nullable Duration keepAlive;
    private boolean refusesBogons;
    private ProxyChoice proxy = ProxyChoice.APPLICATION;

    private Merged() {}

    static @Nullable NetworkSettings networkTo(Origin origin, List<RouteRules> routes) {
        Merged merged = new Merged();
        for (RouteRules route : routes) {
            for (PathRules path : route.paths()) {
                if (leadsTo(origin, route, path)) {
                    merged.add(path.network());
                }
            }
        }
        return merged.result();
    }

    private static boolean leadsTo(Origin origin, RouteRules route, PathRules path) {
        Url base = path.path().base();
        if (base != null) {
            return base.origin().equals(origin);
        }
        for (Match match : route.route().matches()) {
            if (match.mayLeadTo(origin)) {
                return true;
            }
        }
        return false;
    }

    private void add(NetworkSettings network) {
        if (first == null) {
            first = network;
        }
        trust.addAll(network.trust());
        network.hosts().forEach(hosts::putIfAbsent);
        refusesBogons |= network.refusesBogons();
        if (certificate == null) {
            certificate = network.clientCertificate();
        }
        if (proxy.isApplication()) {
            proxy = network.proxy();
        }
        if (keepAlive == null) {
            keepAlive = network.keepAlive();
        }
    }

    private @Nullable NetworkSettings result() {
        NetworkSettings base = first;
        if (base == null) {
            return null;
        }
        return base.toBuilder()
                .proxy(proxy)
                .trust(List.copyOf(trust))
                .hosts(Map.copyOf(hosts))
                .refusesBogons(refusesBogons)
                .clientCertificate(certificate)
                .keepAlive(keepAlive)
                .build();
    }
}
