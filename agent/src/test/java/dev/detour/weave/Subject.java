package dev.detour.weave;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Methods of many shapes, to be woven. */
@NullUnmarked
public final class Subject {
    private final String name;
    private final long number;
    private Object kept;

    public Subject(String name, long number) {
        this.name = name.isEmpty() ? "nobody" : name;
        this.number = number;
    }

    public String text(String word, Object other) {
        return name + number + word + other;
    }

    /** Variables of two words, a loop, a place of the arguments that becomes something else. */
    public Object loop(long first, double second, Object third) {
        long sum = 0;
        for (int i = 0; i < first; i++) {
            double part = i * second;
            if (part > 3) {
                continue;
            }
            sum += (long) part;
        }
        third = List.of(sum, third);
        return third;
    }

    public Object caught(Object given) {
        try {
            return Integer.parseInt(
                    Objects.requireNonNull(given, "nothing given").toString());
        } catch (NumberFormatException none) {
            String message = none.getMessage();
            return "caught " + message;
        } finally {
            kept = given;
        }
    }

    public Object thrown(Object given) {
        if (given == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return given;
    }

    public static Object fixed(Object given, int many) {
        StringBuilder text = new StringBuilder();
        while (many-- > 0) {
            text.append(given);
        }
        return text.toString();
    }

    public void nothing(Object given) {
        if (given instanceof String) {
            kept = given;
            return;
        }
        kept = "else";
    }

    public long wide(long given) {
        return switch ((int) given) {
            case 1 -> 10L;
            case 2 -> {
                Supplier<Long> later = () -> given * number;
                yield later.get();
            }
            default -> given;
        };
    }

    public synchronized Object nested(Object given) {
        synchronized (this) {
            Object chosen = given != null ? given : name.length() > 2 ? (Object) name : Long.valueOf(number);
            return new Object[] {chosen, new int[][] {{1}, {2}}}[0];
        }
    }

    public Object endless(Object given) {
        while (true) {
            if (kept != null) {
                return kept;
            }
            kept = given;
        }
    }

    public Object kept() {
        return kept;
    }
}
