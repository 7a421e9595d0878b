package dev.detour.it.soak;

import dev.detour.it.servers.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all servers have heard, by the number of the call. For many threads. */
final class Arrivals implements Consumer<Received> {
    /** A request: the path of the route that it came by, null where it came by none; and with whose key. */
    record Arrival(@Nullable String path, String key) {
        /** By none of the routes, and as the application made it. */
        boolean isUntouched() {
            return path == null && key.equals(Roads.OWN_KEY);
        }

        boolean isRouted() {
            return path != null && key.equals(Roads.ROUTED_KEY);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("/n(\\d+)/");

    private final Map<Integer, List<Arrival>> byNumber = new ConcurrentHashMap<>();

    /** The number in a URL; none in that of a proxy's CONNECT. */
    static OptionalInt number(String url) {
        Matcher matcher = NUMBER.matcher(url);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    @Override
    public void accept(Received request) {
        OptionalInt number = number(request.target());
        if (number.isPresent()) {
            String key = request.header("x-api-key");
            Arrival arrival = new Arrival(request.header(Roads.PATH_HEADER), key == null ? "none" : key);
            byNumber.compute(number.getAsInt(), (call, before) -> {
                List<Arrival> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
                all.add(arrival);
                return List.copyOf(all);
            });
        }
    }

    Map<Integer, List<Arrival>> all() {
        return Map.copyOf(byNumber);
    }

    /** Forgets these calls. */
    void settled(Iterable<Integer> numbers) {
        numbers.forEach(byNumber::remove);
    }
}
