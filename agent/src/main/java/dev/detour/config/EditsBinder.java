package dev.detour.config;

import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Scalar;
import dev.detour.route.Edits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code headers:} and {@code query:}: a value sets, null removes; the nearest layer wins by name. */
final class EditsBinder {
    private EditsBinder() {}

    /** Names are in lower case. */
    static Edits headers(Section section) {
        return bind(section.group("headers"), true);
    }

    static Edits query(Section section) {
        return bind(section.group("query"), false);
    }

    private static Edits bind(Section edits, boolean headers) {
        Map<String, String> set = new LinkedHashMap<>();
        Set<String> remove = new LinkedHashSet<>();
        for (Map.Entry<String, Entry> edit : byName(edits, headers).entrySet()) {
            String name = edit.getKey();
            Node value = edit.getValue().value;
            if (value instanceof Node.Broken || !isUsable(edits, name, edit.getValue(), headers)) {
                continue;
            }
            String text = value instanceof Scalar ? ((Scalar) value).text() : null;
            if (text == null) {
                remove.add(name);
            } else {
                set.put(name, text);
            }
            edits.record(
                    Texts.shown(name),
                    text == null ? "removed" : Setting.SECRET,
                    value.where().origin());
        }
        return Edits.of(set, remove);
    }

    /** Headers do not differ by case: the nearest layer's spelling wins. */
    private static Map<String, Entry> byName(Section edits, boolean headers) {
        Map<String, Entry> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> said : edits.entries().entrySet()) {
            String name = said.getKey();
            byName.put(headers ? name.toLowerCase(Locale.ROOT) : name, said.getValue());
        }
        return byName;
    }

    private static boolean isUsable(Section edits, String name, Entry entry, boolean headers) {
        String problem = problem(name, entry.value, headers);
        if (problem == null) {
            return true;
        }
        edits.binding().faults.add(entry.key, problem);
        return false;
    }

    private static @Nullable String problem(String name, Node value, boolean headers) {
        String what = headers ? "header" : "query value";
        if (!(value instanceof Scalar)) {
            return what + " '" + Texts.shown(name) + "': a single value belongs here, not " + value.kind();
        }
        if (!headers) {
            return name.isEmpty() ? "a query value needs a name" : null;
        }
        String wrongName = HeaderRules.problemOfName(name);
        String text = ((Scalar) value).text();
        String wrongValue = text == null ? null : HeaderRules.problemOfValue(text);
        if (wrongName == null && wrongValue != null) {
            return "the value of header '" + name + "' " + wrongValue;
        }
        return wrongName;
    }

    /** Those of the layers' values for these keys that came from a substitution and are in force. */
    static List<Node> secrets(Section section) {
        List<Node> secrets = new ArrayList<>();
        for (String key : List.of("headers", "query")) {
            for (Entry entry : section.section(key).entries().values()) {
                if (entry.value instanceof Scalar && ((Scalar) entry.value).isSecret()) {
                    secrets.add(entry.value);
                }
            }
        }
        return secrets;
    }
}
