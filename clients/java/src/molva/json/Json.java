package molva.json;

import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON texts (RFC 8259).
 *
 * <p>An object is a {@link Map} in the order of the text, an array a {@link List}, a whole number a {@link Long}, any
 * other number a {@link Double}; beside them there are {@link String}, {@link Boolean} and null.
 */
public final class Json {
    /** Arrays and objects inside each other; what is deeper is no text of this protocol. */
    public static final int MAX_DEPTH = 256;

    /** A text that is no JSON, or a value that is not of the kind that was asked for. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param what what is wrong, for whoever reads a log */
        public Invalid(String what) {
            super(what);
        }
    }

    private Json() {}

    /**
     * Reads one value.
     *
     * @throws Invalid the text is no JSON, or has more after the value than blanks
     */
    public static Object parse(String text) {
        return new Parser(text).whole();
    }

    /**
     * Writes one value, without blanks.
     *
     * @param value as {@link #parse} gives it, or {@link Writable}, or made of them
     * @throws IllegalArgumentException JSON has no such value
     */
    public static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Writable writable) {
            write(writable.write(), out);
        } else if (value instanceof String said) {
            writeString(said, out);
        } else if (value instanceof Map<?, ?> map) {
            String between = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeString((String) entry.getKey(), out.append(between));
                write(entry.getValue(), out.append(':'));
                between = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String between = "[";
            for (Object item : list) {
                write(item, out.append(between));
                between = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.append(number);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    private static void writeString(String said, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < said.length(); i++) {
            char each = said.charAt(i);
            boolean pair = Character.isHighSurrogate(each) && i + 1 < said.length()
                    && Character.isLowSurrogate(said.charAt(i + 1));
            if (pair) {
                out.append(each).append(said.charAt(++i));
            } else if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each)) {
                // Half a pair has no bytes in UTF-8: it is written as an escape, and comes back as it was.
                out.append(String.format("\\u%04x", (int) each));
            } else {
                out.append(each);
            }
        }
        out.append('"');
    }
}
