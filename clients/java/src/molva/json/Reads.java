package molva.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Readers: each takes a value as {@link Json#parse} gives it and throws {@link Json.Invalid} if it is another kind. */
public final class Reads {
    private Reads() {}

    /** Reads a text. */
    public static String text(Object value) {
        return kind(String.class, value);
    }

    /** Reads a whole number. */
    public static Long number(Object value) {
        return kind(Long.class, value);
    }

    /** Reads true or false. */
    public static Boolean flag(Object value) {
        return kind(Boolean.class, value);
    }

    /** Takes whatever is there. */
    public static Object anything(Object value) {
        return value;
    }

    /** Makes a reader that takes null as well. */
    public static <T> Function<Object, T> nullable(Function<Object, T> reader) {
        return value -> value == null ? null : reader.apply(value);
    }

    /** Makes a reader of arrays; the list cannot be changed. */
    public static <T> Function<Object, List<T>> list(Function<Object, ? extends T> reader) {
        return value -> {
            List<T> found = new ArrayList<>();
            for (Object item : kind(List.class, value)) {
                found.add(reader.apply(item));
            }
            return Collections.unmodifiableList(found);
        };
    }

    /** Makes a reader of objects that are tables from text to something; the map cannot be changed. */
    public static <T> Function<Object, Map<String, T>> map(Function<Object, ? extends T> reader) {
        return value -> {
            Map<String, T> found = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) kind(Map.class, value)).entrySet()) {
                found.put((String) entry.getKey(), reader.apply(entry.getValue()));
            }
            return Collections.unmodifiableMap(found);
        };
    }

    private static <T> T kind(Class<T> wanted, Object value) {
        if (!wanted.isInstance(value)) {
            String found = value == null ? "null" : value.getClass().getSimpleName();
            throw new Json.Invalid("a " + found + " in place of a " + wanted.getSimpleName());
        }
        return wanted.cast(value);
    }
}
