package molva.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import molva.client.Failure;
import molva.client.Languages;
import molva.client.Refusal;

/** The console's words in one language, and its sentences about what went wrong. */
final class Words {
    private final Locale language;
    private final ResourceBundle words;

    /** @param language {@code ru} gives Russian, everything else English */
    Words(Locale language) {
        this.language = language;
        this.words = ResourceBundle.getBundle("molva.console.words", language, Languages.EN_OR_RU);
    }

    /** Says a sentence; {@code {0}} and so on are filled in. */
    String say(String name, Object... parts) {
        String said = words.getString(name);
        return parts.length == 0 ? said : MessageFormat.format(said, parts);
    }

    /** Says what went wrong. */
    String say(RuntimeException wrong) {
        if (wrong instanceof Problem) {
            return wrong.getMessage();
        } else if (wrong instanceof Refusal refusal) {
            return refusal.sentence(language);
        } else if (wrong instanceof Failure.Unreachable) {
            return say("unreachable", wrong.getMessage());
        } else if (wrong instanceof Failure.FolderInUse) {
            return say("folder_taken", wrong.getMessage());
        } else if (wrong instanceof Failure.WrongUser) {
            return say("other_user");
        } else if (wrong instanceof Failure.NotStored) {
            return say("not_stored", String.valueOf(wrong.getCause()));
        } else if (wrong instanceof Failure.UnreadableAnswer) {
            return say("unreadable", wrong.getMessage());
        } else if (wrong instanceof Failure) {
            return say("ended", wrong.getMessage());
        }
        return say("too_large");
    }
}
