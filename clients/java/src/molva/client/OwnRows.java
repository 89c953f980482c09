package molva.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import molva.schema.HiddenMessage;
import molva.schema.Membership;
import molva.schema.Message;
import molva.schema.Row;
import molva.schema.Vote;

/** The rows of the user's own account, by their keys: who they are, which chats they are in, what only they see. */
final class OwnRows {
    private final Map<List<Object>, Row> rows = new LinkedHashMap<>();

    Collection<Row> rows() {
        return rows.values();
    }

    /** Finds a row by its type and what names it; null if there is none. */
    Row find(Object... key) {
        return rows.get(List.of(key));
    }

    /** Finds the copy that is here of the same row. */
    Row find(Row row) {
        return rows.get(row.key());
    }

    void put(Row row) {
        rows.put(row.key(), row);
    }

    void clear() {
        rows.clear();
    }

    /** Lists the chats that the user is or was in. */
    List<String> memberships() {
        List<String> found = new ArrayList<>();
        for (Row row : rows.values()) {
            if (row instanceof Membership membership) {
                found.add(membership.chatId());
            }
        }
        return found;
    }

    /** Forgets what the user chose in a poll that is deleted. */
    void forgetVote(Message poll) {
        rows.remove(List.<Object>of(Vote.TYPE, poll.chatId(), poll.seq()));
    }

    /** Forgets what is kept about the messages of a chat before a place. */
    void forget(String chatId, long fromSeq) {
        rows.values().removeIf(row -> row instanceof HiddenMessage hidden
                ? hidden.chatId().equals(chatId) && hidden.seq() < fromSeq
                : row instanceof Vote vote && vote.chatId().equals(chatId) && vote.seq() < fromSeq);
    }
}
