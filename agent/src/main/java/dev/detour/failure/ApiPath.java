package dev.detour.failure;

import dev.detour.exchange.Url;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path of a URL as sent, against the versions that each URL of its API has one of. */
final class ApiPath {
    private final List<String> versions;
    private final Url sent;
    private final Url asked;
    private final List<String> segments;

    ApiPath(List<String> versions, Url sent, Url asked) {
        this.versions = versions;
        this.sent = sent;
        this.asked = asked;
        this.segments = segments(sent);
    }

    private static List<String> segments(Url url) {
        return Arrays.asList(url.path().split("/", -1));
    }

    /** Whether the version is missing or doubled. */
    boolean isWrong() {
        return !versions.isEmpty() && (doubled() >= 0 || versionIn(segments) == null);
    }

    /** Where the second of two equal versions stands; -1: nowhere. */
    private int doubled() {
        for (int i = 1; i < segments.size(); i++) {
            if (versions.contains(segments.get(i)) && segments.get(i).equals(segments.get(i - 1))) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable String versionIn(List<String> path) {
        return path.stream().filter(versions::contains).findFirst().orElse(null);
    }

    /** The URL that was probably meant, without its query; null where nothing is wrong with the version. */
    @Nullable
    String probable() {
        if (!isWrong()) {
            return null;
        }
        List<String> better = new ArrayList<>(segments);
        int doubled = doubled();
        if (doubled >= 0) {
            better.remove(doubled);
        } else {
            String asks = versionIn(segments(asked));
            better.add(startOfResource(), asks == null ? versions.get(0) : asks);
        }
        return sent.origin() + String.join("/", better);
    }

    /** What the application asked for ends as what was sent does; before that end stands the base URL. */
    private int startOfResource() {
        List<String> wanted = segments(asked);
        int common = 0;
        while (common < segments.size() - 1
                && common < wanted.size() - 1
                && segments.get(segments.size() - 1 - common).equals(wanted.get(wanted.size() - 1 - common))) {
            common++;
        }
        return Math.max(1, segments.size() - Math.max(1, common));
    }
}
