package dev.detour.failure;

import org.jspecify.annotations.Nullable;

/** What a status means, given who answered. */
final class StatusRule {
    private StatusRule() {}

    /** The kind; null where the answer is no failure. */
    static @Nullable FailureKind kindOf(Answer answer) {
        int status = answer.status();
        if (status < 400) {
            return isIntercepted(answer) ? FailureKind.INTERCEPTED : null;
        }
        FailureKind certain = certain(status);
        if (certain != null) {
            return certain;
        }
        FailureKind said = answer.meaning();
        if (said != null) {
            return said;
        }
        return status >= 500 ? ofServer(answer) : ofClient(answer);
    }

    /** Whatever the answer says beside. */
    private static @Nullable FailureKind certain(int status) {
        switch (status) {
            case 401:
                return FailureKind.AUTH_REJECTED;
            case 402:
                return FailureKind.BILLING_REQUIRED;
            case 407:
                return FailureKind.PROXY_AUTH_REQUIRED;
            case 511:
                return FailureKind.INTERCEPTED; // RFC 6585: never from an origin, always from the network's login
            default:
                return null;
        }
    }

    private static @Nullable FailureKind ofClient(Answer answer) {
        switch (answer.status()) {
            case 403:
                return isBlocked(answer) ? FailureKind.BLOCKED : FailureKind.AUTH_REJECTED;
            case 408:
                return FailureKind.REQUEST_REJECTED;
            case 429:
                return isGenuineLimit(answer) ? FailureKind.RATE_LIMITED : FailureKind.BLOCKED;
            case 451:
                return answer.isOwn() ? FailureKind.REQUEST_REJECTED : FailureKind.BLOCKED;
            default:
                return answer.isOfVendor() ? ofVendor(answer) : null; // else the application's own business
        }
    }

    /** In JSON somebody refuses the key who speaks as an API does: a gateway, if not the vendor. */
    private static boolean isBlocked(Answer answer) {
        return answer.isOfVendor() && !answer.isOwn() && !answer.isJson();
    }

    /** A page where data was asked for; a 304 has no content of its own. */
    private static boolean isIntercepted(Answer answer) {
        int status = answer.status();
        return status >= 200 && status != 304 && answer.isOfVendor() && answer.isHtml() && answer.isAskedForData();
    }

    private static boolean isGenuineLimit(Answer answer) {
        return answer.isOwn()
                || answer.isAskedToWait()
                || answer.tellsLimits()
                || !(answer.isHtml() || answer.isEmpty());
    }

    private static FailureKind ofVendor(Answer answer) {
        switch (answer.status()) {
            case 404:
                return isForeign(answer) ? FailureKind.WRONG_BASE_URL : FailureKind.NOT_FOUND;
            case 405:
                return isForeign(answer) ? FailureKind.WRONG_BASE_URL : FailureKind.REQUEST_REJECTED;
            case 410:
                return FailureKind.NOT_FOUND;
            default:
                return FailureKind.REQUEST_REJECTED;
        }
    }

    private static boolean isForeign(Answer answer) {
        return !answer.isOwn() || answer.isForWrongPath();
    }

    private static FailureKind ofServer(Answer answer) {
        int status = answer.status();
        if (status == 529 || (answer.isOwn() && answer.isOverloaded())) {
            return FailureKind.OVERLOADED;
        }
        if (status >= 520 && status <= 527) {
            return FailureKind.GATEWAY_ERROR; // Cloudflare's own
        }
        if (status < 502 || status > 504 || answer.isOwn()) {
            return FailureKind.SERVER_ERROR;
        }
        return status == 503 && isBlock(answer) ? FailureKind.BLOCKED : FailureKind.GATEWAY_ERROR;
    }

    /** On the straight way to a vendor there is no gateway to fail; and what blocks does not ask to come back. */
    private static boolean isBlock(Answer answer) {
        return answer.isFromVendorsHost() && (answer.isHtml() || answer.isEmpty()) && !answer.isAskedToWait();
    }
}
