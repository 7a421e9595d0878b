package dev.detour.client.jdk;

import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which headers may go to a proxy of ours: those that the client's own filter lets through, and of passwords ours alone.
 * The client's code puts it over its filter, where no fault of ours is caught any more: all that can fail is done by then.
 */
final class PasswordFilter implements UnaryOperator<BiPredicate<String, String>>, BiPredicate<String, String> {
    private final String credentials;
    private volatile @Nullable BiPredicate<String, String> clients;

    PasswordFilter(String credentials) {
        this.credentials = credentials;
    }

    @Override
    public BiPredicate<String, String> apply(BiPredicate<String, String> filter) {
        clients = filter;
        return this;
    }

    @Override
    public boolean test(String name, String value) {
        if (name.equalsIgnoreCase("Proxy-Authorization")) {
            return value.equals(credentials);
        }
        BiPredicate<String, String> filter = clients;
        return filter != null && filter.test(name, value);
    }
}
