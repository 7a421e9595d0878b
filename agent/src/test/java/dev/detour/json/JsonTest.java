package dev.detour.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void what_is_written_is_read_again() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("text", "a \"quoted\"\nline");
        tree.put("number", 7L);
        tree.put("decimal", 0.5);
        tree.put("flag", true);
        tree.put("nothing", null);
        tree.put("list", new ArrayList<>(Arrays.asList("x", Map.of("deep", List.of(1L)))));
        assertThat(Json.line(tree)).doesNotContain("\n");
        assertThat(Json.object(Json.line(tree))).isEqualTo(tree);
    }

    @Test
    void what_is_no_object_is_refused() {
        assertThatThrownBy(() -> Json.object("[1]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.object("{\"a\":")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.object("")).isInstanceOf(IOException.class);
    }

    @Test
    void tree_is_empty_where_there_is_nothing() throws IOException {
        Tree tree = Tree.read("{\"a\":{\"b\":[{\"c\":1}]},\"t\":\"x\"}");
        assertThat(tree.tree("a").trees("b").get(0).number("c")).isEqualTo(1);
        assertThat(tree.tree("t").keys()).isEmpty();
        assertThat(tree.text("missing")).isEmpty();
        assertThat(tree.trees("t")).isEmpty();
        assertThat(tree.decimal("t")).isNull();
    }
}
