package dev.detour.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WovenTest {
    private static final List<String> NEEDED = List.of("a/First", "a/Second");

    private final List<Throwable> told = new ArrayList<>();
    private final Woven woven = new Woven(told::add);
    private final ClassLoader loader = new URLClassLoader(new URL[0]);

    @Test
    void a_client_is_covered_once_all_its_classes_are() {
        woven.add(loader, "a/First");
        assertThat(woven.has(loader, NEEDED)).isFalse();

        woven.add(loader, "a/Second");
        assertThat(woven.has(loader, NEEDED)).isTrue();
        assertThat(woven.has(null, NEEDED)).isFalse();
        assertThat(told).isEmpty();
        assertThat(woven.refused()).isEmpty();
    }

    @Test
    void tells_once_which_class_could_not_be_changed() {
        woven.add(loader, "a/First");
        woven.refuse(loader, "a/Second", new IllegalStateException("no such method"));

        assertThat(woven.has(loader, NEEDED)).isFalse();
        assertThat(woven.has(loader, NEEDED)).isFalse();
        assertThat(told)
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "calls go as without the agent, because a.Second could not be changed: no such method");
        assertThat(woven.refused()).containsExactly(loader);
    }
}
