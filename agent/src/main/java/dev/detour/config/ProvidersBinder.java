package dev.detour.config;

import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Provider;
import dev.detour.failure.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code providers:}: APIs of which nothing is known, or more than that. */
final class ProvidersBinder {
    private static final Form<String> HOST = pattern(
            "(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", "is not a host; write llm.example.com or *.example.com");
    private static final Form<String> HEADER = pattern("[!#$%&'*+.^_`|~0-9a-z-]+", "is not a header name");
    private static final Form<String> VERSION = pattern("[a-z0-9._-]+", "is not one segment of a path, as v1");
    private static final Form<String> FIELD =
            pattern("[^\\s.\\[\\]]++(?:\\.[^\\s.\\[\\]]++)*+", "is not the way to a field, as error.type");

    /** What an error's type may mean. */
    private static final Form<FailureKind> MEANING = new ChoiceForm<>(meanings());

    private final Binding binding;
    private final Section root;

    ProvidersBinder(Section root) {
        this.root = root;
        this.binding = root.binding();
    }

    private static Form<String> pattern(String expression, String problem) {
        Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
        return Form.of(
                text -> {
                    if (!pattern.matcher(text).matches()) {
                        throw Malformed.because(problem);
                    }
                    return text;
                },
                Texts::shown);
    }

    private static Map<String, FailureKind> meanings() {
        Map<String, FailureKind> words = new LinkedHashMap<>();
        for (FailureKind kind : List.of(
                FailureKind.RATE_LIMITED,
                FailureKind.QUOTA_EXHAUSTED,
                FailureKind.OVERLOADED,
                FailureKind.AUTH_REJECTED,
                FailureKind.BILLING_REQUIRED,
                FailureKind.NOT_FOUND,
                FailureKind.REQUEST_REJECTED,
                FailureKind.SERVER_ERROR)) {
            words.put(kind.code(), kind);
        }
        return words;
    }

    /** Those that are known and those of the file; their names may stand at {@code provider}. */
    Providers bind() {
        Map<String, Provider> bound = new LinkedHashMap<>();
        for (Node item : root.items("providers")) {
            if (item instanceof Mapping) {
                add((Mapping) item, bound);
            } else if (!(item instanceof Node.Broken)) {
                binding.faults.add(item.where(), "providers: a mapping with 'name' belongs here, not " + item.kind());
            }
        }
        binding.providers.addAll(bound.keySet());
        return Providers.KNOWN.and(new ArrayList<>(bound.values()));
    }

    private void add(Mapping provider, Map<String, Provider> bound) {
        Section unnamed = Section.of(binding, "", List.of(provider)).only(Keys.PROVIDER);
        Scalar said = unnamed.scalar("name");
        String name = said == null ? null : unnamed.read(said, "name", Forms.TEXT);
        if (name == null || said == null) {
            if (provider.get("name") == null) {
                binding.faults.add(provider.where(), "this provider has no 'name'");
            }
            return;
        }
        if (name.equals(Providers.NONE) || bound.containsKey(name)) {
            unnamed.fault(said, "name", "'" + Texts.shown(name) + "' is taken; give this provider another");
            return;
        }
        bound.put(name, provider(name, Section.of(binding, "providers." + name + ".", List.of(provider))));
    }

    /** What is known of that name stays: lists become longer, fields and words of the file count first. */
    private Provider provider(String name, Section section) {
        Provider known = Providers.KNOWN.base(name);
        Section error = section.group("error").only(Keys.PROVIDER_ERROR);
        Set<String> lastEvents = new LinkedHashSet<>(list(section, "last-events", Forms.TEXT, false));
        lastEvents.addAll(known.lastEvents());
        Map<String, FailureKind> types = new LinkedHashMap<>(known.types());
        types.putAll(types(section));
        return known.toBuilder()
                .hosts(longer(list(section, "hosts", HOST, true), known.hosts()))
                .headers(longer(list(section, "headers", HEADER, true), known.headers()))
                .versions(longer(list(section, "versions", VERSION, false), known.versions()))
                .typeFields(longer(list(error, "type", FIELD, false), known.typeFields()))
                .messageFields(longer(list(error, "message", FIELD, false), known.messageFields()))
                .types(Map.copyOf(types))
                .lastEvents(Set.copyOf(lastEvents))
                .build();
    }

    private static List<String> longer(List<String> own, List<String> known) {
        Set<String> all = new LinkedHashSet<>(own);
        all.addAll(known);
        return List.copyOf(all);
    }

    private static List<String> list(Section section, String key, Form<String> form, boolean lowerCase) {
        List<String> values = new ArrayList<>();
        for (Node item : section.items(key)) {
            Scalar scalar = section.scalar(item, key);
            String value = scalar == null ? null : section.read(scalar, key, form);
            if (value != null) {
                values.add(lowerCase ? value.toLowerCase(Locale.ROOT) : value);
            }
        }
        Node node = section.find(key);
        if (node != null && !values.isEmpty()) {
            String shown = Section.isSecret(node) ? Setting.SECRET : Texts.shown(String.join(", ", values));
            section.record(key, shown, node.where().origin());
        }
        return values;
    }

    private static Map<String, FailureKind> types(Section section) {
        Section means = section.group("means");
        Map<String, FailureKind> types = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : means.entries().entrySet()) {
            FailureKind kind = kind(means, entry.getKey(), entry.getValue());
            if (kind != null) {
                types.put(entry.getKey().toLowerCase(Locale.ROOT), kind);
            }
        }
        return types;
    }

    private static @Nullable FailureKind kind(Section means, String type, Entry entry) {
        Scalar scalar = means.scalar(entry.value, type);
        FailureKind kind = scalar == null ? null : means.read(scalar, type, MEANING);
        if (scalar != null && kind != null) {
            means.record(
                    type,
                    scalar.isSecret() ? Setting.SECRET : kind.code(),
                    scalar.where().origin());
        }
        return kind;
    }
}
