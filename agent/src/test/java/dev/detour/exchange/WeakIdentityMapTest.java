package dev.detour.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

    @Test
    void equal_objects_are_not_the_same() {
        String one = new String("key");
        String other = new String("key");
        map.put(one, "value");

        assertThat(map.get(one)).isEqualTo("value");
        assertThat(map.get(other)).isNull();
    }

    @Test
    void the_first_stays() {
        Object key = new Object();

        assertThat(map.putIfAbsent(key, "first")).isNull();
        assertThat(map.putIfAbsent(key, "second")).isEqualTo("first");
        assertThat(map.get(key)).isEqualTo("first");
    }

    @Test
    void many_are_found_again() {
        Object[] keys = new Object[10_000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = new Object();
            map.put(keys[i], Integer.toString(i));
        }

        for (int i = 0; i < keys.length; i++) {
            assertThat(map.get(keys[i])).isEqualTo(Integer.toString(i));
        }
    }
}
