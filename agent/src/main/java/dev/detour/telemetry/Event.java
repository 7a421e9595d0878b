package dev.detour.telemetry;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that is told, with the keys that apply to it. Immutable; holds no secret. */
public final class Event {
    /** What is told. In files the same in lower case. */
    public enum Name {
        ATTEMPT_FAILED,
        CALL_FAILED,
        CALL_RECOVERED,
        STREAM_FAILED,
        CALL_SLOW,
        BREAKER_OPENED,
        BREAKER_CLOSED,
        CONFIG_LOADED,
        CONFIG_REJECTED,
        LEFT_ALONE,
        AGENT_ERROR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is told of it. In files the same in lower case, in this order. */
    public enum Key {
        CALL,
        CLIENT,
        CLIENT_VERSION,
        ROUTE,
        PATH,
        METHOD,
        URL,
        TARGET,
        PROXY,
        ATTEMPT(true),
        ATTEMPTS(true),
        ATTEMPTS_ALLOWED(true),
        HIDDEN_SENDS(true),
        KIND,
        LAYER,
        STATUS(true),
        PHASE,
        ELAPSED_MS(true),
        FIRST_BYTE_MS(true),
        CALL_MS(true),
        BYTES(true),
        CONNECTION,
        ADDRESS,
        PROTOCOL,
        ISSUER,
        EXCEPTION,
        MESSAGE,
        HINT,
        DECISION,
        REASON,
        DELAY_MS(true),
        FAILURES(true),
        OPEN_MS(true),
        REQUEST_ID,
        RETRY_AFTER_MS(true),
        LIMIT_REMAINING(true),
        CALLER_RETRY(true),
        RESPONSE_BODY,
        SOURCE;

        private final boolean number;

        Key() {
            this(false);
        }

        Key(boolean number) {
            this.number = number;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether its values are whole numbers; the others are texts. */
        public boolean isNumber() {
            return number;
        }
    }

    /** Characters of a text that are kept: what applications put into URLs has no limit of its own. */
    private static final int LONGEST_TEXT = 8_200;

    private final Name name;
    private final Instant time;
    private final Map<Key, Object> values;

    private Event(Name name, Instant time, Map<Key, Object> values) {
        this.name = name;
        this.time = time;
        this.values = values;
    }

    static Builder builder(Name name, Instant time) {
        return new Builder(name, time);
    }

    /** As much of a text as is kept; of what was clipped once the same. */
    static String clipped(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    public Name name() {
        return name;
    }

    public Instant time() {
        return time;
    }

    /** The keys that apply, in their order, each with a {@link String} or a {@link Long}. */
    public Map<Key, Object> values() {
        return values;
    }

    /** The text of a key; null where the key does not apply. */
    @Nullable
    String text(Key key) {
        return (String) values.get(key);
    }

    /** The number of a key; 0 where the key does not apply. */
    long number(Key key) {
        Long number = (Long) values.get(key);
        return number == null ? 0 : number;
    }

    @Override
    public String toString() {
        return name.code() + values;
    }

    /** Leaves out what does not apply: null, and what {@link #positive} finds not to be. */
    static final class Builder {
        private final Name name;
        private final Instant time;
        private final Map<Key, Object> values = new EnumMap<>(Key.class);

        private Builder(Name name, Instant time) {
            this.name = name;
            this.time = time;
        }

        Builder with(Key key, @Nullable String text) {
            if (text != null) {
                put(key, clipped(text));
            }
            return this;
        }

        Builder with(Key key, @Nullable Long number) {
            if (number != null) {
                put(key, number);
            }
            return this;
        }

        Builder positive(Key key, long number) {
            return number > 0 ? with(key, (Long) number) : this;
        }

        private void put(Key key, Object value) {
            if (key.isNumber() != value instanceof Long) {
                throw new IllegalArgumentException(key + " " + value.getClass());
            }
            values.put(key, value);
        }

        /** Ends the builder: the values are no longer its own. */
        Event build() {
            return new Event(name, time, Collections.unmodifiableMap(values));
        }
    }
}
