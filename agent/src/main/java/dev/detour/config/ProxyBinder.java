package dev.detour.config;

import dev.detour.config.Node.Scalar;
import dev.detour.network.ProxyChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code proxy:}, which may be a list of ways that are tried one after the other. */
final class ProxyBinder {
    private static final Set<String> WORDS = Set.of("application", "direct", "environment");

    private ProxyBinder() {}

    /** One choice for each item; the application's own where nothing is said. Not empty. */
    static List<ProxyChoice> bind(Section section) {
        Node node = section.find("proxy");
        List<ProxyChoice> choices = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Node item : section.items("proxy")) {
            Scalar scalar = section.scalar(item, "proxy");
            ProxyChoice choice = scalar == null ? null : section.read(scalar, "proxy", form(section.binding(), scalar));
            if (scalar != null && choice != null) {
                choices.add(choice);
                shown.add(scalar.isSecret() ? Setting.SECRET : shown(scalar, choice));
            }
        }
        if (choices.isEmpty()) {
            if (node != null && !(node instanceof Node.Sequence)) {
                section.scalar(node, "proxy");
            }
            section.record("proxy", "application", Setting.DEFAULT);
            return List.of(ProxyChoice.APPLICATION);
        }
        if (node != null) {
            section.record("proxy", String.join(", ", shown), node.where().origin());
        }
        return choices;
    }

    private static String shown(Scalar scalar, ProxyChoice choice) {
        return "environment".equals(scalar.text()) ? "environment" : choice.toString();
    }

    private static Form<ProxyChoice> form(Binding binding, Scalar scalar) {
        return Form.of(text -> read(binding, scalar, text), ProxyChoice::toString);
    }

    private static ProxyChoice read(Binding binding, Scalar scalar, String text) throws Malformed {
        switch (text) {
            case "application":
                return ProxyChoice.APPLICATION;
            case "direct":
                return ProxyChoice.DIRECT;
            case "environment":
                return binding.environmentProxies(scalar, "proxy");
            default:
                return url(binding, text);
        }
    }

    private static ProxyChoice url(Binding binding, String text) throws Malformed {
        if (!text.contains("://")) {
            throw Malformed.because(
                    "is none of application, direct, environment, http://host:port or socks5://host:port",
                    text.contains(":") ? "http://" + text : Texts.nearest(text, WORDS));
        }
        try {
            return ProxyChoice.of(binding.readers.proxy(text));
        } catch (IllegalArgumentException malformed) {
            throw Malformed.because("is not a proxy: " + malformed.getMessage());
        }
    }
}
