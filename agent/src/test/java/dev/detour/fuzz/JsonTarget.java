package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.json.Json;
import dev.detour.json.Tree;
import java.io.IOException;

/** What a running agent tells of itself, or somebody in its place. */
final class JsonTarget implements Target {
    @Override
    public void take(byte[] input) throws IOException {
        String text = new String(input, UTF_8);
        Tree tree;
        try {
            tree = Tree.read(text);
        } catch (IOException documented) {
            return;
        }
        for (String key : tree.keys()) {
            tree.text(key);
            tree.number(key);
            tree.decimal(key);
            tree.texts(key);
            tree.trees(key);
            tree.tree(key).keys();
        }
        // What was read can be written, and read again.
        Json.object(Json.line(Json.object(text)));
    }
}
