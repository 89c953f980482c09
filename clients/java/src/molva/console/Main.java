package molva.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The program: reads what was typed, does it, and says in one sentence what went wrong. */
public final class Main {
    private Main() {}

    /** Ends with 0 when it is done, with 1 when it could not be done, with 2 when it was not understood. */
    public static void main(String[] typed) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(typed));
        String language = option(arguments, "--language", Locale.getDefault().getLanguage());
        Path home = Path.of(System.getProperty("user.home"), ".molva-java");
        Path folder = Path.of(option(arguments, "--folder", home.toString()));
        Words words = new Words(Locale.forLanguageTag(language));
        // Everything is UTF-8, whatever an old machine's own encoding is.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            if (!run(new Commands(words, folder, out, in), arguments)) {
                err.println(words.say("usage"));
                System.exit(2);
            }
        } catch (IOException wrong) {
            err.println(words.say("not_stored", String.valueOf(wrong.getMessage())));
            System.exit(1);
        } catch (RuntimeException wrong) {
            err.println(words.say(wrong));
            System.exit(1);
        }
        System.exit(0);
    }

    private static boolean run(Commands commands, List<String> typed) throws IOException, InterruptedException {
        String name = typed.isEmpty() ? "" : typed.get(0);
        String first = typed.size() > 1 ? typed.get(1) : null;
        String second = typed.size() > 2 ? typed.get(2) : null;
        switch (name + " " + Math.min(typed.size() - 1, 3)) {
            case "login 2", "register 2" -> commands.signIn(first, second, name.equals("register"));
            case "logout 0" -> commands.signOut();
            case "chats 0" -> commands.chats();
            case "read 1", "read 2" -> commands.read(first, second);
            case "send 2", "send 3" -> commands.send(first, rest(typed, 2), null);
            case "reply 3" -> commands.send(first, rest(typed, 3), second);
            case "follow 0", "follow 1" -> commands.follow(first);
            case "talk 1" -> commands.talk(first);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String rest(List<String> typed, int from) {
        return String.join(" ", typed.subList(from, typed.size()));
    }

    private static String option(List<String> typed, String name, String otherwise) {
        int at = typed.indexOf(name);
        if (at != 0 && at != 2 || at + 1 >= typed.size()) {
            return otherwise;
        }
        typed.remove(at);
        return typed.remove(at);
    }
}
