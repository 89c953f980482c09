package molva.console;

import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import molva.testing.Report;

/** Both languages have every word, with the same places to fill in. */
public final class WordsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private WordsTest() {}

    /** Runs the tests. */
    public static void run(Report report) {
        for (String catalogue : List.of("/molva/console/words", "/molva/schema/errors")) {
            report.test("words: both languages of " + catalogue, () -> {
                Properties english = read(catalogue + "_en.properties");
                Properties russian = read(catalogue + "_ru.properties");
                same(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(russian.stringPropertyNames()));
                for (String name : english.stringPropertyNames()) {
                    same(places(english.getProperty(name)), places(russian.getProperty(name)));
                    holds(name, russian.getProperty(name).matches("(?s).*[а-яА-Я].*") || name.equals("service"));
                }
            });
        }
        report.test("words: Russian for Russian, English for everybody else", () -> {
            same("Signed out.", new Words(Locale.GERMAN).say("signed_out"));
            same("Сеанс завершён.", new Words(Locale.forLanguageTag("ru-RU")).say("signed_out"));
        });
    }

    private static Properties read(String name) throws IOException {
        Properties found = new Properties();
        found.load(new InputStreamReader(WordsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8));
        return found;
    }

    private static TreeSet<String> places(String sentence) {
        return PLACE.matcher(sentence).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
