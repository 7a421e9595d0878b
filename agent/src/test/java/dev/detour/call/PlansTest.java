package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.breaker.Breakers;
import dev.detour.breaker.Lane;
import dev.detour.breaker.Opening;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.retry.RetryBudgets;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlansTest {
    private static final Url ASKED = Url.parse("https://api.test/v1/messages");

    private final Breakers breakers = new Breakers(() -> 0.5, new Breakers.Listener() {
        @Override
        public void opened(Lane lane, Opening opening, int failures, Duration span) {}

        @Override
        public void closed(Lane lane) {}
    });
    private final RetryBudgets budgets = new RetryBudgets();
    private final Plans plans = new Plans(rules(), breakers, budgets, 1);

    @Test
    void a_plan_says_where_each_path_leads() {
        Plan plan = plan("https://api.test/v1/messages");
        assertThat(plan.route().route().name()).isEqualTo("api");
        assertThat(plan.ways())
                .extracting(way -> way.rewrite(ASKED).target().toString())
                .containsExactly("https://gateway.test/anthropic/messages", "https://api.test/v1/messages");
        assertThat(plan.ways()).extracting(way -> way.path().path().name()).containsExactly("gateway", "direct");
    }

    @Test
    void a_url_that_no_route_wants_has_none() {
        assertThat(plans.of(Url.parse("https://api.test/v2"))).isNull();
        assertThat(plans.of(Url.parse("https://api.test/v2?key=1"))).isNull();
    }

    @Test
    void it_is_made_once_for_a_url() {
        assertThat(plans.of(Url.parse(ASKED.toString()))).isSameAs(plans.of(ASKED));
    }

    @Test
    void it_is_the_same_with_a_query_which_may_be_a_secret_and_is_not_kept() {
        Url asked = Url.parse(ASKED + "?key=secret");
        assertThat(plans.of(asked)).isSameAs(plans.of(ASKED));
        Way way = plan(ASKED.toString()).ways().get(0);
        assertThat(way.rewrite(asked).target().query()).isEqualTo("key=secret");
        assertThat(way.rewrite(ASKED).target().query()).isNull();
    }

    @Test
    void urls_of_one_path_share_its_breaker_and_its_budget() {
        Way one = plan("https://api.test/v1/messages").ways().get(0);
        Way other = plan("https://api.test/v1/files?limit=3").ways().get(0);
        assertThat(one.breaker()).isNotNull().isSameAs(other.breaker());
        assertThat(one.budget()).isSameAs(other.budget());
        assertThat(breakers.all().values()).containsExactly(Objects.requireNonNull(one.breaker()));
    }

    @Test
    void each_path_has_a_breaker_and_a_budget_of_its_own() {
        List<Way> ways = plan("https://api.test/v1/messages").ways();
        assertThat(ways.get(0).breaker()).isNotSameAs(ways.get(1).breaker());
        assertThat(ways.get(0).budget()).isNotSameAs(ways.get(1).budget());
    }

    private Plan plan(String url) {
        return Objects.requireNonNull(plans.of(Url.parse(url)));
    }

    private static Rules rules() {
        Route route = Route.of("api", List.of(Match.of(Url.parse("https://api.test/v1"), false)));
        List<PathRules> paths =
                List.of(path("gateway", Url.parse("https://gateway.test/anthropic")), path("direct", null));
        RouteRules rules = RouteRules.of(
                route,
                paths,
                RetryPolicy.builder().build(),
                BreakerPolicy.defaults(),
                RouteRules.CallerRetries.AUTO,
                true,
                null);
        return Rules.of(List.of(rules), false, Set.of(), Set.of());
    }

    private static PathRules path(String name, @Nullable Url base) {
        Path path = Path.of(name, base, Path.Credentials.FORWARD, Edits.none(), Edits.none(), 1);
        return PathRules.of(path, NetworkSettings.none());
    }
}
