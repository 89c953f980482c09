package molva.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import molva.client.ChatRows;
import molva.client.Replica;
import molva.schema.Chat;
import molva.schema.ChatKind;
import molva.schema.Contact;
import molva.schema.Member;
import molva.schema.Message;

/** What chats, people and messages are called on the console. */
final class Names {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

    private final Words words;

    Names(Words words) {
        this.words = words;
    }

    /** Lists the ids of the chats that a name, {@code @username} or id means. */
    List<String> find(Replica replica, String wanted) {
        List<String> found = new ArrayList<>();
        replica.chats().forEach((id, rows) -> {
            if (rows.chat() == null || rows.chat().deleted()) {
                return;
            }
            Member other = other(replica, rows);
            boolean named = name(replica, rows).equalsIgnoreCase(wanted);
            boolean person = other != null && ("@" + other.username()).equalsIgnoreCase(wanted);
            if (id.equals(wanted) || named || person) {
                found.add(id);
            }
        });
        return found;
    }

    /** Names a chat: a direct one after the other person, others by their name or a word of ours. */
    String name(Replica replica, ChatRows rows) {
        if (rows == null || rows.chat() == null) {
            return "";
        }
        Chat chat = rows.chat();
        Member other = other(replica, rows);
        return switch (chat.kind()) {
            case SAVED -> words.say("saved_messages");
            case DIRECT -> other == null ? words.say("deleted_account") : name(replica, other);
            case THREAD -> words.say("thread", name(replica, replica.chats().get(chat.root().chatId())), chat.root().seq());
            case GROUP, CHANNEL -> chat.name().isEmpty() ? words.say("general") : plain(chat.name());
        };
    }

    /** Writes a message as a line; more lines of its text are indented. */
    String line(Replica replica, Message message) {
        ChatRows rows = replica.chats().get(message.chatId());
        Member sender = rows == null ? null : rows.member(message.senderId());
        String who = sender == null ? words.say("deleted_account") : name(replica, sender);
        String to = message.replyTo() == null ? "" : words.say("in_reply", Long.toString(message.replyTo()));
        String when = CLOCK.format(Instant.ofEpochMilli(message.sentAt()));
        return when + "  " + name(replica, rows) + "  #" + message.seq() + "  " + who + ": " + to + text(message);
    }

    private String text(Message message) {
        if (message.deleted()) {
            return words.say("deleted");
        }
        return message.service() == null ? plain(message.text()).replace("\n", "\n    ")
                : words.say("service", message.service().getClass().getSimpleName());
    }

    private static String name(Replica replica, Member member) {
        Contact contact = replica.contact(member.userId());
        boolean renamed = contact != null && !contact.ownName().isEmpty();
        return plain(renamed ? contact.ownName() : member.name());
    }

    /** The other one of a direct chat; null in Saved messages and where there are more. */
    private static Member other(Replica replica, ChatRows rows) {
        if (rows.chat().kind() != ChatKind.DIRECT) {
            return null;
        }
        return rows.members().stream().filter(each -> !each.userId().equals(replica.userId())).findFirst().orElse(null);
    }

    /** Takes what could steer a terminal out of somebody else's words. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\n\t]]", "\ufffd");
    }
}
