package dev.detour.config;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules.CallerRetries;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Match;
import dev.detour.route.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the paths of one route. */
final class PathBinder {
    private static final String DIRECT = "direct";
    private static final Form<Path.Credentials> CREDENTIALS = new ChoiceForm<>(credentials());
    private static final Form<Boolean> PLAINTEXT = new ChoiceForm<>(plaintext());

    private final Binding binding;
    private final List<Match> matches;
    private final String prefix;
    private final List<Mapping> outer;
    private final Map<String, Where> names = new HashMap<>();

    /**
     * For one route.
     *
     * @param prefix what the keys of its paths begin with where values in force are listed
     * @param outer what holds where a path says nothing: the route's layer and the defaults'
     */
    PathBinder(Binding binding, List<Match> matches, String prefix, List<Mapping> outer) {
        this.binding = binding;
        this.matches = matches;
        this.prefix = prefix;
        this.outer = outer;
    }

    /** Checks the keys of a layer that concern paths; for their faults only. */
    static void check(Section layer) {
        layer.value("credentials", CREDENTIALS);
        layer.value("plaintext", PLAINTEXT);
        layer.value("share", Forms.SHARE);
        EditsBinder.headers(layer);
        EditsBinder.query(layer);
        ProxyBinder.bind(layer);
        new NetworkBinder(layer).bind();
    }

    /** One path, or one for each of its proxies; none where its URL is at fault, because more would follow from that. */
    List<BoundPath> bind(Mapping own) {
        Section unnamed = Section.of(binding, "", List.of(own)).only(Keys.PATH);
        binding.withoutRecording(() -> RouteBinder.checkShared(binding, own));
        Scalar urlAt = unnamed.scalar("url");
        Url base = urlAt == null ? null : unnamed.read(urlAt, "url", Urls.BASE);
        if (base == null && unnamed.has("url")) {
            return List.of();
        }
        String name = name(unnamed, urlAt, own);
        List<Mapping> layers = new ArrayList<>(List.of(own));
        layers.addAll(outer);
        Section section = Section.of(binding, prefix + name + ".", layers);
        if (urlAt != null && base != null) {
            String shown = urlAt.isSecret() ? Setting.SECRET : base.toString();
            section.record("url", shown, urlAt.where().origin());
        }
        return byProxy(path(name, urlAt, base, section, own.where()), section, unnamed, own.where());
    }

    private List<BoundPath> byProxy(Path path, Section section, Section own, Where where) {
        RetryPolicy retry = own.has("retry") ? RetryBinder.bind(section) : null;
        BreakerPolicy breaker = own.has("breaker") ? BreakerBinder.bind(section, BreakerPolicy.defaults()) : null;
        CallerRetries callerRetries =
                own.has("caller-retries") ? section.value("caller-retries", RouteBinder.CALLER_RETRIES) : null;
        Boolean annotates = own.has("annotate") ? section.value("annotate", Forms.FLAG) : null;
        String provider = own.has("provider") ? section.value("provider", RouteBinder.provider(binding)) : null;
        NetworkSettings.Builder network = new NetworkBinder(section).bind();
        List<ProxyChoice> proxies = ProxyBinder.bind(section);
        List<BoundPath> paths = new ArrayList<>();
        for (ProxyChoice proxy : proxies) {
            Path one = proxies.size() == 1 ? path : numbered(path, paths.size() + 1);
            NetworkSettings settings = network.proxy(proxy).build();
            PathRules rules = PathRules.of(one, settings, retry, breaker, callerRetries, annotates, provider);
            paths.add(new BoundPath(rules, where, matches, !paths.isEmpty()));
        }
        return paths;
    }

    /** The same path by another proxy. A canary's other calls begin with the next path that is written. */
    private static Path numbered(Path path, int number) {
        return Path.of(
                path.name() + "/" + number,
                path.base(),
                path.credentials(),
                path.headers(),
                path.query(),
                number > 1 && path.share() < 1 ? 0 : path.share());
    }

    private Path path(String name, @Nullable Scalar urlAt, @Nullable Url base, Section section, Where where) {
        Path path = Path.of(
                name,
                base,
                credentials(section, urlAt, base),
                EditsBinder.headers(section),
                EditsBinder.query(section),
                section.value("share", Forms.SHARE, 1.0));
        checkPlaintext(path, section, urlAt, where);
        warnOfNoCredentials(path, section, where);
        warnOfHost(base, urlAt, where);
        return path;
    }

    /** Where none is said, its base URL; where that is a secret, its number. */
    private String name(Section own, @Nullable Scalar urlAt, Mapping at) {
        Scalar said = own.scalar("name");
        String name = said == null || said.isSecret() ? null : own.read(said, "name", Forms.TEXT);
        Where where = said == null ? at.where() : said.where();
        if (name == null && urlAt == null) {
            name = DIRECT;
        } else if (name == null) {
            boolean secret = urlAt != null && urlAt.isSecret();
            name = secret || urlAt == null ? "path " + (names.size() + 1) : String.valueOf(urlAt.text());
        }
        Where first = names.putIfAbsent(name, where);
        if (first != null) {
            binding.faults.add(
                    where,
                    "two paths are named '" + Texts.shown(name) + "', the first in line " + first.line()
                            + "; give this one another 'name'");
        }
        return name;
    }

    private static Map<String, Path.Credentials> credentials() {
        Map<String, Path.Credentials> words = new LinkedHashMap<>();
        for (Path.Credentials credentials : Path.Credentials.values()) {
            words.put(credentials.name().toLowerCase(Locale.ROOT), credentials);
        }
        return words;
    }

    private static Map<String, Boolean> plaintext() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("refuse", false);
        words.put("allow", true);
        return words;
    }

    private Path.Credentials credentials(Section section, @Nullable Scalar urlAt, @Nullable Url base) {
        if (section.has("credentials")) {
            Path.Credentials said = section.value("credentials", CREDENTIALS);
            return said == null ? Path.Credentials.STRIP : said;
        }
        if (urlAt != null && base != null && !isApplications(base.origin())) {
            String origin = urlAt.isSecret() ? Setting.SECRET : base.origin().toString();
            binding.faults.add(
                    urlAt.where(),
                    origin + " is not the origin that the application calls; say what becomes of its credentials:"
                            + " 'credentials: strip' or 'credentials: forward'");
        }
        section.record("credentials", "forward", Setting.DEFAULT);
        return Path.Credentials.FORWARD;
    }

    /** Whether every call of the route goes to this origin anyway. */
    private boolean isApplications(Origin origin) {
        return !BoundPath.isOpen(matches) && BoundPath.origins(matches).equals(Set.of(origin));
    }

    private void checkPlaintext(Path path, Section section, @Nullable Scalar urlAt, Where where) {
        boolean allowed = section.value("plaintext", PLAINTEXT, false);
        Origin open = openTo(path);
        if (open == null) {
            return;
        }
        if (allowed) {
            binding.warn(where, "credentials go over plain http, where anybody on the way can read them");
            return;
        }
        binding.faults.add(
                urlAt == null ? where : urlAt.where(),
                "credentials would go to " + (urlAt != null && urlAt.isSecret() ? Setting.SECRET : open)
                        + " over plain http; use https, or say 'plaintext: allow'");
    }

    /** The origin that credentials would newly go to in the clear; null: none. */
    private @Nullable Origin openTo(Path path) {
        boolean ours = !path.headers().set().isEmpty() || !path.query().set().isEmpty();
        Url base = path.base();
        for (Origin origin : base == null ? BoundPath.origins(matches) : Set.of(base.origin())) {
            boolean theirs = base != null && path.credentials() == Path.Credentials.FORWARD && !isApplications(origin);
            if ((ours || theirs) && !origin.isSecure() && !Urls.isLoopback(origin.host())) {
                return origin;
            }
        }
        return null;
    }

    private void warnOfHost(@Nullable Url base, @Nullable Scalar urlAt, Where where) {
        if (base != null && !base.origin().isUri()) {
            binding.warn(
                    urlAt == null ? where : urlAt.where(),
                    "java.net.http takes no such host name: its calls go as if this path were not there (those of OkHttp"
                            + " take it); letters, digits and '-' are understood by both");
        }
    }

    private void warnOfNoCredentials(Path path, Section section, Where where) {
        Url base = path.base();
        boolean own = base == null || isApplications(base.origin());
        boolean none = path.headers().set().isEmpty() && path.query().set().isEmpty();
        if (own && none && path.credentials() == Path.Credentials.STRIP) {
            Node said = section.find("credentials");
            binding.warn(
                    said == null ? where : said.where(),
                    "credentials are stripped on the way to the application's own origin, and none are set");
        }
    }
}
