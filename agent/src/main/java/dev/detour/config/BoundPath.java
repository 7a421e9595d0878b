package dev.detour.config;

import dev.detour.call.PathRules;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A path that was read, where it stands, and which origins it leads to. */
final class BoundPath {
    private final PathRules rules;
    private final Where where;
    private final List<Match> matches;
    private final boolean repetition;

    /**
     * A path.
     *
     * @param matches its route's
     * @param repetition whether it is a path that stood before, by another proxy
     */
    BoundPath(PathRules rules, Where where, List<Match> matches, boolean repetition) {
        this.rules = rules;
        this.where = where;
        this.matches = matches;
        this.repetition = repetition;
    }

    PathRules rules() {
        return rules;
    }

    Where where() {
        return where;
    }

    boolean isRepetition() {
        return repetition;
    }

    /** Its base's origin, or those that the application sends to, as far as they are known. */
    Set<Origin> leadsTo() {
        Url base = rules.path().base();
        return base == null ? origins(matches) : Set.of(base.origin());
    }

    boolean leadsToMany() {
        return rules.path().base() == null && (isOpen(matches) || leadsTo().size() > 1);
    }

    /** The origins that patterns name. */
    static Set<Origin> origins(List<Match> matches) {
        Set<Origin> origins = new HashSet<>();
        for (Match match : matches) {
            Origin origin = match.origin();
            if (origin != null && !match.isSuffix()) {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** Whether patterns admit origins that they do not name. */
    static boolean isOpen(List<Match> matches) {
        for (Match match : matches) {
            if (match.origin() == null || match.isSuffix()) {
                return true;
            }
        }
        return false;
    }
}
