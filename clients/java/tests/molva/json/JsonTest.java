package molva.json;

import static molva.testing.Report.fails;
import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import molva.testing.Report;

/** What is written is read again as it was, and what is no JSON is refused in one way. */
public final class JsonTest {
    private static final int ROUNDS = 2_000;
    private static final String SIGNS = "aЯ я\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028€\ud83d\ude00\ud800\udc00";

    private static final List<String> WRONG = List.of(
            "", " ", "nul", "truee", "tr", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "'a'",
            "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "[1,]", "[1 2]", "[", "]", "{", "{\"a\"}", "{\"a\":}",
            "{\"a\":1,}", "{a:1}", "{1:1}", "1 1", "[1]]", "\"\\u-123\"", "\u00a01", "\"\\u١٢٣٤\"", "١");

    private JsonTest() {}

    /** Runs the tests. */
    public static void run(Report report) {
        report.test("json: whatever is written is read again as it was", () -> {
            for (int seed = 0; seed < ROUNDS; seed++) {
                Object value = value(new Random(seed), 4);
                same(value, Json.parse(Json.text(value)));
            }
        });
        report.test("json: a text with a sign more, less or other is read or refused, and nothing else", () -> {
            for (int seed = 0; seed < ROUNDS; seed++) {
                Random luck = new Random(seed);
                String broken = broken(Json.text(value(luck, 3)), luck);
                try {
                    same(Json.parse(broken), Json.parse(Json.text(Json.parse(broken))));
                } catch (Json.Invalid refused) {
                    holds("it is said what is wrong", !refused.getMessage().isEmpty());
                }
            }
        });
        report.test("json: what is no JSON is refused", () -> {
            for (String wrong : WRONG) {
                try {
                    fails(Json.Invalid.class, () -> Json.parse(wrong));
                } catch (AssertionError taken) {
                    throw new AssertionError(wrong + " was taken", taken);
                }
            }
        });
        report.test("json: blanks, escapes and every kind of value", () -> {
            Object found = Json.parse(" { \"a\" : [ 1 , -0 , 1.5e2, true,false , null ],\t\"\\u0041\\/\":\"\\ud83d\\ude00\" }\n");
            List<Object> numbers = new ArrayList<>(List.of(1L, 0L, 150.0, true, false));
            numbers.add(null);
            same(Map.of("a", numbers, "A/", "\ud83d\ude00"), found);
        });
        report.test("json: a whole number beyond 64 bits is read as nearly as can be", () ->
                same(1e30, Json.parse("1000000000000000000000000000000")));
        report.test("json: what is too deep is refused before it costs the stack", () ->
                fails(Json.Invalid.class, () -> Json.parse("[".repeat(100_000))));
        report.test("json: what JSON cannot say is not written", () -> {
            fails(IllegalArgumentException.class, () -> Json.text(Double.NaN));
            fails(IllegalArgumentException.class, () -> Json.text(List.of(new Object())));
        });
        report.test("json: half a pair of surrogates is an escape, a whole one is not", () -> {
            same("\"\\ud800x\"", Json.text("\ud800x"));
            same("\"\ud83d\ude00\"", Json.text("\ud83d\ude00"));
        });
        report.test("json: a field of another kind is named", () -> {
            Fields fields = Fields.of(Json.parse("{\"a\":{\"b\":1}}"));
            Json.Invalid wrong = fails(Json.Invalid.class, () ->
                    fields.get("a", value -> Fields.of(value).get("b", Reads::text)));
            holds(wrong.getMessage(), wrong.getMessage().startsWith("a: b: "));
            holds("missing", fails(Json.Invalid.class, () -> fields.get("c", Reads::text)).getMessage().contains("c"));
        });
    }

    private static Object value(Random luck, int depth) {
        switch (luck.nextInt(depth > 0 ? 7 : 5)) {
            case 0:
                return null;
            case 1:
                return luck.nextBoolean();
            case 2:
                return luck.nextLong() >> luck.nextInt(64);
            case 3:
                return luck.nextGaussian() * Math.pow(10, luck.nextInt(40) - 20);
            case 4:
                return text(luck);
            case 5:
                List<Object> items = new ArrayList<>();
                for (int left = luck.nextInt(4); left > 0; left--) {
                    items.add(value(luck, depth - 1));
                }
                return items;
            default:
                Map<String, Object> fields = new LinkedHashMap<>();
                for (int left = luck.nextInt(4); left > 0; left--) {
                    fields.put(text(luck), value(luck, depth - 1));
                }
                return fields;
        }
    }

    private static String text(Random luck) {
        StringBuilder out = new StringBuilder();
        for (int left = luck.nextInt(8); left > 0; left--) {
            out.append(SIGNS.charAt(luck.nextInt(SIGNS.length())));
        }
        return out.toString();
    }

    private static String broken(String text, Random luck) {
        int at = luck.nextInt(text.length());
        String put = luck.nextBoolean() ? "" : String.valueOf("{}[],:\"\\-0e. tnu".charAt(luck.nextInt(16)));
        return text.substring(0, at) + put + text.substring(at + luck.nextInt(2));
    }
}
