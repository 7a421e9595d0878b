package dev.detour.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.route.Edits;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EditedHeadersTest {
    private static final HttpHeaders OWN = HttpHeaders.of(
            Map.of("X-Api-Key", List.of("old", "older"), "Host", List.of("a.test"), "Accept", List.of("a", "b")),
            (name, value) -> true);

    private static HttpHeaders edited(Map<String, String> set, Set<String> remove, @Nullable String alsoRemoved) {
        return HttpHeaders.of(new EditedHeaders(OWN.map(), Edits.of(set, remove), alsoRemoved), (name, value) -> true);
    }

    @Test
    void one_that_is_replaced_keeps_its_spelling() {
        assertThat(edited(Map.of("x-api-key", "new"), Set.of(), null).map())
                .containsOnlyKeys("X-Api-Key", "Host", "Accept")
                .containsEntry("X-Api-Key", List.of("new"))
                .containsEntry("Accept", List.of("a", "b"));
    }

    @Test
    void new_ones_are_added_and_others_removed_whatever_their_case() {
        assertThat(edited(Map.of("x-new", "value"), Set.of("x-api-key"), "host").map())
                .isEqualTo(Map.of("Accept", List.of("a", "b"), "x-new", List.of("value")));
    }

    @Test
    void is_a_map_like_any_other() {
        EditedHeaders edited = new EditedHeaders(OWN.map(), Edits.of(Map.of("x-new", "v"), Set.of("accept")), null);

        assertThat(edited).hasSize(3).containsEntry("x-new", List.of("v")).doesNotContainKey("Accept");
    }

    @Test
    void is_asked_by_names_in_any_case() {
        EditedHeaders edited =
                new EditedHeaders(OWN.map(), Edits.of(Map.of("x-api-key", "new"), Set.of("accept")), "host");

        assertThat(edited.get("X-API-KEY")).containsExactly("new");
        assertThat(edited.get("ACCEPT")).isNull();
        assertThat(edited.get("Host")).isNull();
        assertThat(edited.get("other")).isNull();
        assertThat(edited.containsKey("x-Api-Key")).isTrue();
    }

    @Test
    void a_view_of_them_answers_as_a_copy_would() {
        EditedHeaders edited = new EditedHeaders(OWN.map(), Edits.of(Map.of("x-new", "v"), Set.of("accept")), null);
        HttpHeaders view = HeaderViews.of(edited);

        assertThat(view).isEqualTo(HttpHeaders.of(edited, (name, value) -> true));
        assertThat(view.firstValue("X-NEW")).contains("v");
        assertThat(view.allValues("Accept")).isEmpty();
        assertThat(view.map()).isSameAs(edited);
    }
}
