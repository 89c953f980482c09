package molva.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text from its beginning to its end. */
final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
        this.text = text;
    }

    /** Reads the one value of the text. */
    Object whole() {
        Object value = value(0);
        skipBlanks();
        if (at < text.length()) {
            throw invalid("more after the value");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw invalid("too deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> found = new LinkedHashMap<>();
        at++;
        if (closes('}')) {
            return found;
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            found.put(name, value(depth + 1));
        } while (goesOn('}'));
        return found;
    }

    private List<Object> array(int depth) {
        List<Object> found = new ArrayList<>();
        at++;
        if (closes(']')) {
            return found;
        }
        do {
            found.add(value(depth + 1));
        } while (goesOn(']'));
        return found;
    }

    private boolean closes(char end) {
        skipBlanks();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private boolean goesOn(char end) {
        if (closes(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char next = peek();
            at++;
            if (next == '"') {
                return out.toString();
            }
            if (next < ' ') {
                throw invalid("a control character in a text");
            }
            out.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char kind = peek();
        at++;
        int simple = "\"\\/bfnrt".indexOf(kind);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (kind != 'u') {
            throw invalid("an unknown escape");
        }
        int code = 0;
        for (int digits = 0; digits < 4; digits++, at++) {
            char digit = peek();
            int worth = digit < 128 ? Character.digit(digit, 16) : -1;
            if (worth < 0) {
                throw invalid("an unknown escape");
            }
            code = code * 16 + worth;
        }
        return (char) code;
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw invalid("an unknown word");
        }
        at += word.length();
        return meaning;
    }

    private Object number() {
        int start = at;
        at += here('-') ? 1 : 0;
        if (here('0')) {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (here('.')) {
            whole = false;
            at++;
            digits();
        }
        if (here('e') || here('E')) {
            whole = false;
            at++;
            at += here('+') || here('-') ? 1 : 0;
            digits();
        }
        String said = text.substring(start, at);
        try {
            return whole ? (Object) Long.valueOf(said) : finite(said);
        } catch (NumberFormatException beyondLong) {
            return finite(said);
        }
    }

    private Double finite(String said) {
        Double number = Double.valueOf(said);
        if (number.isInfinite()) {
            throw invalid("too large a number");
        }
        return number;
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw invalid("not a value");
        }
    }

    private boolean here(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private char peek() {
        if (at >= text.length()) {
            throw invalid("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw invalid("not a " + wanted);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Json.Invalid invalid(String what) {
        return new Json.Invalid(what + " at character " + at);
    }
}
