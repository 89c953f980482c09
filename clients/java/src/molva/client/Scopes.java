package molva.client;

import molva.schema.Chat;
import molva.schema.Mark;
import molva.schema.Member;
import molva.schema.Message;
import molva.schema.Pin;
import molva.schema.Row;

/** Names of the scopes that rows belong to. */
final class Scopes {
    private Scopes() {}

    /** Names the scope of a chat's rows. */
    static String chat(String chatId) {
        return "chat:" + chatId;
    }

    /** Names the scope of a chat's read and delivered marks. */
    static String marks(String chatId) {
        return "marks:" + chatId;
    }

    /** Gives the chat of a scope; null for the scope of an account. */
    static String chatOf(String scope) {
        boolean ofChat = scope.startsWith("chat:") || scope.startsWith("marks:");
        return ofChat ? scope.substring(scope.indexOf(':') + 1) : null;
    }

    /** The chat whose scope a row belongs to; null for a row of the account's. */
    static String chatOf(Row row) {
        if (row instanceof Chat chat) {
            return chat.id();
        } else if (row instanceof Member member) {
            return member.chatId();
        } else if (row instanceof Message message) {
            return message.chatId();
        } else if (row instanceof Pin pin) {
            return pin.chatId();
        }
        return row instanceof Mark mark ? mark.chatId() : null;
    }
}
