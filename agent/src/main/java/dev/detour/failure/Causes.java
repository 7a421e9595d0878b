package dev.detour.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An exception with all that hangs on it, read once. What a future wraps around it does not count. Applications may
 * have written these classes: a method of theirs that throws is taken to say nothing, and a circle ends.
 */
final class Causes {
    /** Deeper chains are circles or jokes. */
    private static final int DEEPEST = 16;

    /** OkHttp 4 adds one for each of its own retries: 60 and more in a storm. */
    private static final int MOST_SUPPRESSED = 32;

    private final List<Throwable> chain;
    private final List<Throwable> suppressed;

    private Causes(List<Throwable> chain, List<Throwable> suppressed) {
        this.chain = chain;
        this.suppressed = suppressed;
    }

    static Causes of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        while (chain.size() > 1 && isWrapper(chain.get(0))) {
            chain.remove(0);
        }
        return new Causes(List.copyOf(chain), suppressed(chain));
    }

    private static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = thrown; next != null && chain.size() < DEEPEST && seen.add(next); next = cause(next)) {
            chain.add(next);
        }
        return chain;
    }

    private static @Nullable Throwable cause(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (RuntimeException theirs) {
            return null;
        }
    }

    private static List<Throwable> suppressed(List<Throwable> chain) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable throwable : chain) {
            for (Throwable suppressed : throwable.getSuppressed()) {
                if (all.size() < MOST_SUPPRESSED) {
                    all.addAll(chain(suppressed));
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean isWrapper(Throwable throwable) {
        return throwable instanceof CompletionException || throwable instanceof ExecutionException;
    }

    Throwable head() {
        return chain.get(0);
    }

    Throwable root() {
        return chain.get(chain.size() - 1);
    }

    /** What came to light while the head was thrown, with its own causes; null: nothing. */
    @Nullable
    Causes firstSuppressed() {
        return suppressed.isEmpty() ? null : of(suppressed.get(0));
    }

    /** What the head says; empty where it says nothing. */
    String headSays() {
        return message(head());
    }

    /** What the root says; empty where it says nothing. */
    String rootSays() {
        return message(root());
    }

    boolean isHead(Class<? extends Throwable> exactly) {
        return head().getClass() == exactly;
    }

    boolean isRoot(Class<? extends Throwable> exactly) {
        return root().getClass() == exactly;
    }

    boolean has(Class<? extends Throwable> type) {
        return first(type) != null;
    }

    <T extends Throwable> @Nullable T first(Class<T> type) {
        for (Throwable throwable : chain) {
            if (type.isInstance(throwable)) {
                return type.cast(throwable);
            }
        }
        return null;
    }

    /**
     * Whether one is of a class with this simple name. For classes that are not everywhere (a JVM may lack the module
     * {@code java.net.http}), or that may have been relocated.
     */
    boolean hasNamed(String simpleName) {
        return chain.stream().anyMatch(throwable -> isNamed(throwable, simpleName));
    }

    private static boolean isNamed(Throwable throwable, String simpleName) {
        for (Class<?> type = throwable.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals(simpleName)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the chain says this, among other things. */
    boolean say(String fragment) {
        return chain.stream().anyMatch(throwable -> message(throwable).contains(fragment));
    }

    /** Whether one of the chain begins with this. */
    boolean begin(String prefix) {
        return chain.stream().anyMatch(throwable -> message(throwable).startsWith(prefix));
    }

    /** The word of letters, digits and underscores behind a fragment, suppressed ones included; null where none says it. */
    @Nullable
    String wordAfter(String fragment) {
        for (List<Throwable> throwables : List.of(chain, suppressed)) {
            for (Throwable throwable : throwables) {
                String message = message(throwable);
                int start = message.indexOf(fragment);
                if (start >= 0) {
                    return word(message, start + fragment.length());
                }
            }
        }
        return null;
    }

    private static String word(String text, int start) {
        int end = start;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return text.substring(start, end);
    }

    private static String message(Throwable throwable) {
        try {
            String message = throwable.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException theirs) {
            return "";
        }
    }

    /** The classes, from the one that was thrown to the last cause; a copy that wraps its like counts once. */
    String classes() {
        StringJoiner classes = new StringJoiner(" <- ");
        Throwable outer = null;
        for (Throwable throwable : chain) {
            if (outer == null || !isCopy(outer, throwable)) {
                classes.add(throwable.getClass().getName());
            }
            outer = throwable;
        }
        return classes.toString();
    }

    private static boolean isCopy(Throwable outer, Throwable inner) {
        return outer.getClass() == inner.getClass() && message(outer).equals(message(inner));
    }

    /** All that is said, each thing once; null where nothing is. */
    @Nullable
    String messages() {
        StringBuilder said = new StringBuilder();
        for (Throwable throwable : chain) {
            String message = message(throwable);
            if (!message.isBlank() && said.indexOf(message) < 0) {
                said.append(said.length() == 0 ? "" : " <- ").append(message);
            }
        }
        return said.length() == 0 ? null : said.toString();
    }
}
