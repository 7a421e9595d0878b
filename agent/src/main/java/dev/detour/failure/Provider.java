package dev.detour.failure;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Outcome;
import java.util.List;
import java.util.Set;

/** What is known of a vendor of APIs: where it is, and what its own answers look like. */
@AutoValue
public abstract class Provider {
    /** As the configuration's {@code provider} names it. */
    public abstract String name();

    /** Its hosts; one that begins with {@code *.} stands for all names below. */
    public abstract List<String> hosts();

    /** Whether its hosts have public addresses only: no private link leads there. */
    public abstract boolean isPublicOnly();

    /** Headers that its own answers have; something on the way may have them too. */
    public abstract List<String> headers();

    /** Those among its headers that nobody else's answers have. */
    public abstract List<String> marks();

    /** The path's segments that are versions, one of which each URL of it has; empty: not known. */
    public abstract Set<String> versions();

    /** The statuses that by themselves say that it has no capacity left. */
    public abstract Set<Integer> overloaded();

    static Builder named(String name) {
        return new AutoValue_Provider.Builder()
                .name(name)
                .hosts(List.of())
                .isPublicOnly(false)
                .headers(List.of())
                .marks(List.of())
                .versions(Set.of())
                .overloaded(Set.of(529));
    }

    /** One of which no more is known than that its answers are JSON. */
    static Provider json(String name) {
        return named(name).headers(List.of("x-request-id", "request-id")).build();
    }

    final boolean isAt(String host) {
        return hosts().stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern));
    }

    /** Whether an answer has one of its headers. */
    final boolean hasSigned(Outcome answer) {
        return headers().stream().anyMatch(name -> answer.header(name) != null) || hasMarked(answer);
    }

    /** Whether an answer can be nobody else's. */
    final boolean hasMarked(Outcome answer) {
        return marks().stream().anyMatch(name -> answer.header(name) != null);
    }

    /** Whether this path is no URL of it: the version is missing or doubled. */
    final boolean isWrongPath(String path) {
        if (versions().isEmpty()) {
            return false;
        }
        String last = "";
        boolean found = false;
        for (String segment : path.split("/", -1)) {
            if (versions().contains(segment)) {
                if (segment.equals(last)) {
                    return true;
                }
                found = true;
            }
            last = segment;
        }
        return !found;
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder name(String name);

        abstract Builder hosts(List<String> hosts);

        abstract Builder isPublicOnly(boolean isPublicOnly);

        abstract Builder headers(List<String> names);

        abstract Builder marks(List<String> names);

        abstract Builder versions(Set<String> segments);

        abstract Builder overloaded(Set<Integer> statuses);

        abstract Provider build();
    }
}
