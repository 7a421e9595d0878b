package dev.detour.route;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Url;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises requests that are signed over their URL or host. Another URL would make the signature wrong, and the answer
 * would be a 403 that nobody understands: such a request is not rewritten.
 */
public final class Signed {
    /**
     * How the {@code Authorization} of such a request begins, lower case: AWS Signature Version 4 and 4a, Google's
     * interoperable form of it, AWS Signature Version 2, Azure Storage's shared key, Azure's HMAC, Alibaba's ACS,
     * Tencent's TC3, HTTP signatures (the draft of Cavage), OAuth 1.
     */
    private static final List<String> SCHEMES = List.of(
            "aws4-",
            "goog4-",
            "aws ",
            "sharedkey ",
            "sharedkeylite ",
            "hmac-sha256 ",
            "acs3-",
            "tc3-",
            "signature ",
            "oauth oauth_",
            "oauth realm=");

    /** Names in the query, lower case, each of which means a signed URL: AWS, Google, Alibaba. */
    private static final Set<String> QUERY = Set.of("x-amz-signature", "x-goog-signature", "x-oss-signature");

    private Signed() {}

    /** Whether the signature covers the URL or its host. */
    public static boolean isSigned(Asked asked) {
        return hasSignedAuthorization(asked.header("Authorization"))
                || asked.header("Signature-Input") != null // RFC 9421
                || hasSignedQuery(asked.url());
    }

    private static boolean hasSignedAuthorization(@Nullable String authorization) {
        if (authorization == null) {
            return false;
        }
        for (int i = 0; i < SCHEMES.size(); i++) { // at every call: nothing is made for it
            String scheme = SCHEMES.get(i);
            if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSignedQuery(Url url) {
        String query = url.query();
        if (query == null) {
            return false;
        }
        boolean sharedAccess = false;
        boolean sharedVersion = false;
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (QUERY.contains(name)) {
                return true;
            }
            // Azure's shared access signature: both of these names, each too short to mean anything alone.
            sharedAccess |= name.equals("sig");
            sharedVersion |= name.equals("sv");
        }
        return sharedAccess && sharedVersion;
    }
}
