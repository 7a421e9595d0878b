package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All causes; what is beyond the limits is told as {@value #OTHER}. */
final class Causes {
    static final String OTHER = "(others)";

    private static final int MOST = 1_000;
    private static final int MOST_PLACES = 300;
    private static final int MOST_KINDS = 100;
    private static final int LONGEST_NAME = 200;

    private final Map<List<String>, Cause> byKey = new HashMap<>();
    private final List<Cause> inOrder = new ArrayList<>();
    private final Map<List<String>, List<String>> places = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();

    Cause of(Told told) {
        String kind = kind(told.text(Event.Key.KIND, ""));
        List<String> place =
                place(name(told.text(Event.Key.ROUTE, "")), name(told.text(Event.Key.PATH, "")), name(told.host()));
        Cause cause = byKey.get(List.of(place.get(0), place.get(1), place.get(2), kind));
        if (cause != null) {
            return cause;
        }
        return inOrder.size() < MOST
                ? added(place.get(0), place.get(1), place.get(2), kind)
                : added(OTHER, OTHER, OTHER, kind);
    }

    private String kind(String code) {
        return kinds.size() < MOST_KINDS
                ? kinds.computeIfAbsent(name(code), same -> same)
                : kinds.getOrDefault(name(code), OTHER);
    }

    /** A place beyond the limit is told by its route, and then not even by that. */
    private List<String> place(String route, String path, String host) {
        List<String> place = List.of(route, path, host);
        List<String> known = places.get(place);
        if (known != null) {
            return known;
        }
        if (places.size() < MOST_PLACES) {
            places.put(place, place);
            return place;
        }
        List<String> coarse = List.of(route, path, OTHER);
        return places.size() < 2 * MOST_PLACES
                ? places.computeIfAbsent(coarse, same -> same)
                : places.getOrDefault(coarse, List.of(OTHER, OTHER, OTHER));
    }

    private static String name(String text) {
        return Texts.cut(text, LONGEST_NAME);
    }

    private Cause added(String route, String path, String host, String kind) {
        return byKey.computeIfAbsent(List.of(route, path, host, kind), key -> {
            Cause cause = new Cause(inOrder.size(), route, path, host, kind);
            inOrder.add(cause);
            return cause;
        });
    }

    /** By their numbers. */
    List<Cause> all() {
        return Collections.unmodifiableList(inOrder);
    }
}
