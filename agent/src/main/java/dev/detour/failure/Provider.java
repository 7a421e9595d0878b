package dev.detour.failure;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a vendor of APIs: where it is, and what its own answers look like. */
@AutoValue
public abstract class Provider {
    private static final int LONGEST_TYPE = 300;

    /** As the configuration's {@code provider} names it. */
    public abstract String name();

    /** Its hosts; one that begins with {@code *.} stands for all names below. */
    public abstract List<String> hosts();

    /** Whether its hosts have public addresses only: no private link leads there. */
    public abstract boolean isPublicOnly();

    /** Headers that its own answers have; something on the way may have them too. Lower case. */
    public abstract List<String> headers();

    /** Those among its headers that nobody else's answers have. Lower case. */
    public abstract List<String> marks();

    /** The path's segments that are versions, one of which each URL of it has, the usual one first; empty: not known. */
    public abstract List<String> versions();

    /** The statuses that by themselves say that it has no capacity left. */
    public abstract Set<Integer> overloaded();

    /** Where an error's type stands in the JSON body, as {@code error.type}; the first that is there counts. */
    public abstract List<String> typeFields();

    /** Where an error's message stands. An answer that has none of these is not the vendor's. */
    public abstract List<String> messageFields();

    /** Where else an error says what it means. */
    public abstract List<String> detailFields();

    /** Errors that nobody else has: of each, the fields ({@code name} or {@code name=value}) that it has all of. */
    public abstract List<List<String>> forms();

    /** What an error's type means, where its status does not say it. Lower case. */
    public abstract Map<String, FailureKind> types();

    /** What an error means whose message or detail says this. Lower case. */
    public abstract Map<String, FailureKind> phrases();

    /** The types of events one of which ends each of its event streams; empty: it has no such event. */
    public abstract Set<String> lastEvents();

    /** One of which no more is known than that its answers are JSON. */
    public static Builder named(String name) {
        return new AutoValue_Provider.Builder()
                .name(name)
                .hosts(List.of())
                .isPublicOnly(false)
                .headers(List.of())
                .marks(List.of())
                .versions(List.of())
                .overloaded(Set.of(529))
                .typeFields(List.of())
                .messageFields(List.of())
                .detailFields(List.of())
                .forms(List.of())
                .types(Map.of())
                .phrases(Map.of())
                .lastEvents(Set.of());
    }

    public abstract Builder toBuilder();

    final boolean isAt(String host) {
        for (String pattern : hosts()) {
            if (pattern.startsWith("*.") ? isBelow(host, pattern) : host.equals(pattern)) {
                return true;
            }
        }
        return false;
    }

    /** Of the pattern, all but its star. */
    private static boolean isBelow(String host, String pattern) {
        int length = pattern.length() - 1;
        return host.regionMatches(host.length() - length, pattern, 1, length);
    }

    /** Whether an answer has one of its headers. */
    final boolean hasSigned(Outcome answer) {
        return hasOne(headers(), answer) || hasMarked(answer);
    }

    /** Whether an answer can be nobody else's, by its head. */
    final boolean hasMarked(Outcome answer) {
        return hasOne(marks(), answer);
    }

    private static boolean hasOne(List<String> names, Outcome answer) {
        for (String name : names) {
            if (answer.header(name) != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether an error is in its form: in any, where its form is not known. */
    final boolean hasFormed(JsonFields error) {
        return !error.isEmpty()
                && (messageFields().isEmpty() || messageFields().stream().anyMatch(error::reaches));
    }

    /** Whether an error can be nobody else's. */
    final boolean hasUnmistakably(JsonFields error) {
        return !error.isEmpty()
                && forms().stream().anyMatch(form -> form.stream().allMatch(field -> hasField(error, field)));
    }

    private static boolean hasField(JsonFields error, String field) {
        int equals = field.indexOf('=');
        return equals < 0
                ? error.reaches(field)
                : error.all(field.substring(0, equals)).contains(field.substring(equals + 1));
    }

    /** What an error of it means by its own words; null where they leave it to the status. */
    final @Nullable FailureKind meaningOf(JsonFields error) {
        for (String field : typeFields()) {
            for (String type : error.all(field)) {
                FailureKind kind = types().get(lower(type));
                if (kind != null) {
                    return kind;
                }
            }
        }
        FailureKind kind = meaningOf(messageFields(), error);
        return kind != null ? kind : meaningOf(detailFields(), error);
    }

    /** A longer one means nothing: the JDK takes the square of a text's length to make some letters small. */
    private static String lower(String type) {
        return type.length() > LONGEST_TYPE ? "" : type.toLowerCase(Locale.ROOT);
    }

    private @Nullable FailureKind meaningOf(List<String> fields, JsonFields error) {
        for (String field : fields) {
            for (String text : error.all(field)) {
                for (Map.Entry<String, FailureKind> phrase : phrases().entrySet()) {
                    if (Words.hold(text, phrase.getKey())) {
                        return phrase.getValue();
                    }
                }
            }
        }
        return null;
    }

    /** Its values are lists that are read in order, maps with words of which an error has one. */
    @AutoValue.Builder
    public abstract static class Builder {
        abstract Builder name(String name);

        public abstract Builder hosts(List<String> hosts);

        abstract Builder isPublicOnly(boolean isPublicOnly);

        public abstract Builder headers(List<String> names);

        abstract Builder marks(List<String> names);

        public abstract Builder versions(List<String> segments);

        abstract Builder overloaded(Set<Integer> statuses);

        public abstract Builder typeFields(List<String> paths);

        public abstract Builder messageFields(List<String> paths);

        abstract Builder detailFields(List<String> paths);

        abstract Builder forms(List<List<String>> forms);

        public abstract Builder types(Map<String, FailureKind> meanings);

        abstract Builder phrases(Map<String, FailureKind> meanings);

        public abstract Builder lastEvents(Set<String> types);

        public abstract Provider build();
    }
}
