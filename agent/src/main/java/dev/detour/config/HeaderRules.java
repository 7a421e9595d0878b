package dev.detour.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers may be set. Names are in lower case; values are never repeated. */
final class HeaderRules {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+"); // RFC 9110, 5.6.2

    /** What clients make themselves, and java.net.http refuses to take. */
    private static final Set<String> CLIENTS_OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderRules() {}

    static boolean isName(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** What is wrong with a name; null: nothing. */
    static @Nullable String problemOfName(String name) {
        if (!isName(name)) {
            return noName(name);
        }
        if (CLIENTS_OWN.contains(name)) {
            return "header '" + name + "' is the HTTP client's own and cannot be changed";
        }
        if (name.equals("proxy-authorization")) {
            return "header 'proxy-authorization' would go to the origin; write the user into the proxy:"
                    + " http://user:password@host:port";
        }
        return null;
    }

    /** Only as far as it is one: behind it often stands the value. */
    static String noName(String name) {
        Matcher begin = TOKEN.matcher(name);
        String shown = begin.lookingAt() ? begin.group() + "…" : name.isBlank() ? name : "…";
        return "'" + Texts.shown(shown) + "' is not a header name";
    }

    /** What is wrong with a value, to complete a sentence; null: nothing. */
    static @Nullable String problemOfValue(String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            return "holds a line break";
        }
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next != '\t' && (next < ' ' || next > '~')) {
                return "holds a character that is not ASCII text";
            }
        }
        return value.equals(value.trim()) ? null : "begins or ends with white space";
    }
}
