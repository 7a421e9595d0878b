package dev.detour.config;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.Match;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs as the configuration may hold them: stricter than what applications send, so that slips are seen. */
final class Urls {
    private static final Pattern SHAPE =
            Pattern.compile("([^:/?#]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?");
    /** To write foreign letters as ASCII takes the square of their number. */
    private static final int LONGEST_HOST = 300;

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern PATH = Pattern.compile("[!$&-;=@A-Z_a-z~%\\[\\]]*");

    static final Form<Url> BASE = Form.of(Urls::base, Url::withoutQuery);
    static final Form<Match> MATCH = Form.of(Urls::match, Urls::show);
    /** {@code host:port} to listen on. */
    static final Form<String> LISTEN = Form.of(Urls::listen, address -> address);

    private Urls() {}

    private static Url base(String text) throws Malformed {
        Matcher parts = parts(text);
        checkHost(parts);
        refuseQuery(parts, "a base URL has none; set query values with 'query:'");
        checkPath(parts.group(3));
        return parse(text);
    }

    /** java.net.http sends no other. */
    private static void checkPath(String path) throws Malformed {
        try {
            URI unused = new URI("http://host" + path);
        } catch (URISyntaxException refused) {
            throw Malformed.because("has a path that cannot be sent: "
                    + refused.getReason().toLowerCase(Locale.ROOT)
                    + "; '%' and two digits from 0 to f stand for a character");
        }
    }

    private static Match match(String text) throws Malformed {
        if (text.equals("*")) {
            return Match.everything();
        }
        Matcher parts = parts(text);
        boolean suffix = parts.group(2).startsWith("*.");
        String plain = suffix ? parts.group(1) + "://" + text.substring(parts.start(2) + 2) : text;
        Matcher plainParts = parts(plain);
        if (plain.indexOf('*') >= 0) {
            throw Malformed.because(
                    "has a '*' that means nothing here: a host may begin with '*.', a path stands for all below it",
                    withoutTrailingStar(text));
        }
        checkHost(plainParts);
        refuseQuery(plainParts, "a pattern is an origin with an optional path");
        return Match.of(parse(plain), suffix);
    }

    private static @Nullable String withoutTrailingStar(String text) {
        String shorter = text.replaceFirst("/\\*+$", "");
        return shorter.equals(text) ? null : shorter;
    }

    private static String show(Match match) {
        Origin origin = match.origin();
        if (origin == null) {
            return "*";
        }
        return (match.isSuffix() ? origin.toString().replace("://", "://*.") : origin.toString()) + match.prefix();
    }

    private static Matcher parts(String text) throws Malformed {
        if (text.isBlank()) {
            throw Malformed.because("is empty");
        }
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            boolean bare =
                    text.matches("[A-Za-z0-9.*-]+\\.[A-Za-z]{2,}(:[0-9]+)?(/.*)?") || text.startsWith("localhost");
            throw Malformed.because(
                    "is not a URL; it begins with https:// or http://", bare ? scheme(text) + text : null);
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.matches("https?|wss?")) {
            throw Malformed.because("has a scheme that is neither https nor http");
        }
        if (!PATH.matcher(parts.group(3)).matches()) {
            throw Malformed.because("has a character in its path that must be written with %");
        }
        return parts;
    }

    private static String scheme(String text) {
        return text.startsWith("localhost") ? "http://" : "https://";
    }

    private static void refuseQuery(Matcher parts, String why) throws Malformed {
        if (parts.group(4) != null) {
            throw Malformed.because("has a query; " + why);
        }
        if (parts.group(5) != null) {
            throw Malformed.because("has a fragment ('#…'), which is never sent");
        }
    }

    private static void checkHost(Matcher parts) throws Malformed {
        String authority = parts.group(2);
        if (authority.indexOf('@') >= 0) {
            throw Malformed.because("has a user in it, which is never sent; set an authorization header instead");
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        checkHost(host);
        if (colon >= 0) {
            checkPort(authority.substring(colon + 1));
        }
    }

    private static void checkHost(String host) throws Malformed {
        if (host.isEmpty()) {
            throw Malformed.because("has no host");
        }
        if (host.startsWith("[")) {
            if (!host.endsWith("]") || Addresses.parse(null, host.substring(1, host.length() - 1)) == null) {
                throw Malformed.because("has no valid IPv6 address in its brackets");
            }
        } else if (!isName(host)) {
            throw Malformed.because("has a host name that is not valid", ascii(host));
        }
    }

    /** Whether this can be a host's name, or an IPv4 address. */
    static boolean isName(String host) {
        return NAME.matcher(host).matches() && !host.contains("..");
    }

    private static @Nullable String ascii(String host) {
        if (host.length() > LONGEST_HOST) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(host);
            return ascii.equals(host) || !isName(ascii) ? null : ascii;
        } catch (IllegalArgumentException | IndexOutOfBoundsException hopeless) {
            return null;
        }
    }

    private static void checkPort(String port) throws Malformed {
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65535) {
            throw Malformed.because("has a port that is not a number from 1 to 65535");
        }
    }

    private static Url parse(String text) throws Malformed {
        try {
            return Url.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw Malformed.because("is not a URL");
        }
    }

    private static String listen(String text) throws Malformed {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw Malformed.because("is not host:port", PORT.matcher(text).matches() ? "127.0.0.1:" + text : null);
        }
        checkHost(text.substring(0, colon));
        checkPort(text.substring(colon + 1));
        return text;
    }

    /** Whether nobody but this machine can listen in. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || (host.startsWith("127.") && Addresses.parse(null, host) != null);
    }
}
