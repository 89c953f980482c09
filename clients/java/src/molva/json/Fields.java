package molva.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The fields of one JSON object, being read or being written. */
public final class Fields {
    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Opens an object for reading.
     *
     * @throws Json.Invalid it is no object
     */
    public static Fields of(Object value) {
        return new Fields(Reads.<Object>map(Reads::anything).apply(value));
    }

    /** Begins an object without fields. */
    public static Fields empty() {
        return new Fields(new LinkedHashMap<>());
    }

    /**
     * Reads a field that must be there.
     *
     * @throws Json.Invalid it is not, or is of another kind
     */
    public <T> T get(String name, Function<Object, T> reader) {
        if (!values.containsKey(name)) {
            throw new Json.Invalid("no " + name);
        }
        try {
            return reader.apply(values.get(name));
        } catch (Json.Invalid wrong) {
            throw new Json.Invalid(name + ": " + wrong.getMessage());
        }
    }

    /**
     * Reads a field that may be left out.
     *
     * @param absent what it means if it is
     * @throws Json.Invalid it is of another kind
     */
    public <T> T get(String name, Function<Object, T> reader, T absent) {
        return values.containsKey(name) ? get(name, reader) : absent;
    }

    /** Adds a field. */
    public Fields put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds a field, unless it has the value that it has when it is left out. */
    public Fields put(String name, Object value, Object absent) {
        return value == absent || value != null && value.equals(absent) ? this : put(name, value);
    }

    /** Gives the fields in their order. */
    public Map<String, Object> map() {
        return values;
    }
}
