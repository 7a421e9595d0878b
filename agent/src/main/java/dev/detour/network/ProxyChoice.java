package dev.detour.network;

import dev.detour.exchange.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which proxy, if any, connections to an origin go through. */
public interface ProxyChoice {
    /** What the application itself would use. */
    ProxyChoice APPLICATION = new ProxyChoice() {
        @Override
        public boolean isApplication() {
            return true;
        }

        @Override
        public @Nullable ProxyServer proxyFor(Origin origin) {
            return null;
        }

        @Override
        public String toString() {
            return "application";
        }
    };

    /** None. */
    ProxyChoice DIRECT = new ProxyChoice() {
        @Override
        public @Nullable ProxyServer proxyFor(Origin origin) {
            return null;
        }

        @Override
        public String toString() {
            return "direct";
        }
    };

    /** Always this one. */
    static ProxyChoice of(ProxyServer server) {
        return new ProxyChoice() {
            @Override
            public ProxyServer proxyFor(Origin origin) {
                return server;
            }

            @Override
            public List<ProxyServer> servers() {
                return List.of(server);
            }

            @Override
            public String toString() {
                return server.toString();
            }
        };
    }

    /** Whether the application's own choice stands. */
    default boolean isApplication() {
        return false;
    }

    /** Every proxy that may come out of it. */
    default List<ProxyServer> servers() {
        return List.of();
    }

    /** The proxy for this origin; null: none. Meaningless where {@link #isApplication()}. */
    @Nullable
    ProxyServer proxyFor(Origin origin);
}
