package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.failure.Failure;
import dev.detour.failure.Limits;
import dev.detour.telemetry.CallReport;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Puts together what is told of a call. */
final class Reports {
    /** Of 64 bits. */
    private static final int DIGITS = 16;

    private Reports() {}

    /** All that does not change between the reports of a call. */
    static CallReport.Builder of(
            Asked asked,
            @Nullable RouteRules route,
            Attempt attempt,
            @Nullable Failure failure,
            @Nullable Decision decision) {
        CallReport.Builder report =
                CallReport.builder().asked(asked).attempt(attempt).failure(failure);
        if (route != null) {
            report.route(route.route().name()).attemptsAllowed(route.retry().attempts());
        }
        if (decision != null) {
            report.decision(decision.action().code()).delayMillis(decision.delayMillis());
            Decision.Reason reason = decision.reason();
            report.reason(reason == null ? null : reason.code());
        }
        return report;
    }

    /** With what the answer says that is of use where nothing failed. */
    static CallReport.Builder answered(CallReport.Builder report, Outcome outcome) {
        return report.status(outcome.status()).limitRemaining(Limits.remaining(outcome));
    }

    /** An id that is another one for every call of a fleet, as far as chance goes. */
    static String newId() {
        long random = ThreadLocalRandom.current().nextLong();
        byte[] digits = new byte[DIGITS];
        for (int i = DIGITS - 1; i >= 0; i--) {
            digits[i] = (byte) Character.forDigit((int) (random & 0xf), 16);
            random >>>= 4;
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
