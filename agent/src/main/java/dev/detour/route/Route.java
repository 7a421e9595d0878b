package dev.detour.route;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which calls are meant. */
@AutoValue
public abstract class Route {
    /** Unique in the file. */
    public abstract String name();

    public abstract List<Match> matches();

    public static Route of(String name, List<Match> matches) {
        return new AutoValue_Route(name, List.copyOf(matches));
    }

    /** The first of the patterns that this URL fits; null where none does. */
    public final @Nullable Match match(Url url) {
        List<Match> matches = matches();
        for (int i = 0; i < matches.size(); i++) { // at every call: without an iterator
            if (matches.get(i).fits(url)) {
                return matches.get(i);
            }
        }
        return null;
    }
}
