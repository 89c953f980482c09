package molva.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import molva.schema.GetHistory;
import molva.schema.History;
import molva.schema.Message;

/**
 * New messages, each once and in order in its chat, the ones missed during a break included; between chats there is
 * no order. Deleted ones are left out.
 */
public final class MessageStream implements Listener {
    private static final long PAGE = 200;

    private final Client client;
    private final String only;
    private final Consumer<Message> reader;
    private final Map<String, Long> positions = new HashMap<>();
    private final Set<String> asking = new HashSet<>();
    private String epoch = "";

    private MessageStream(Client client, String only, Consumer<Message> reader) {
        this.client = client;
        this.only = only;
        this.reader = reader;
    }

    /**
     * Begins with what comes from now on; the client has to be online.
     *
     * @param chatId the one chat to follow; null for all
     * @param reader called on the client's own thread
     */
    public static void follow(Client client, String chatId, Consumer<Message> reader) {
        MessageStream stream = new MessageStream(client, chatId, reader);
        client.read(replica -> {
            stream.beginAt(replica);
            client.listen(stream);
            return null;
        });
    }

    @Override
    public void changed(List<Change> changes) {
        Set<String> chats = new HashSet<>();
        for (Change change : changes) {
            if (change.row() instanceof Message message && (only == null || only.equals(message.chatId()))) {
                chats.add(message.chatId());
            }
        }
        chats.forEach(chatId -> client.read(replica -> drain(replica, chatId)));
    }

    private void beginAt(Replica replica) {
        epoch = replica.epoch;
        positions.clear();
        replica.chats().forEach((chatId, rows) -> positions.put(chatId, rows.lastSeq()));
    }

    /** Gives the next messages of a chat: those at hand, then a page of the history where some are missing. */
    private Void drain(Replica replica, String chatId) {
        if (!epoch.equals(replica.epoch)) {
            // A restored backup may count the same places for other messages: begin from now.
            beginAt(replica);
        }
        ChatRows rows = replica.chats().get(chatId);
        if (rows == null || asking.contains(chatId)) {
            return null;
        }
        long position = positions.computeIfAbsent(chatId, id -> beforeJoining(replica, rows));
        while (rows.message(position + 1) != null) {
            give(rows.message(++position));
        }
        if (position < rows.lastSeq()) {
            long after = position;
            asking.add(chatId);
            client.call(new GetHistory(chatId).withAfter(after).withLimit(PAGE))
                    .whenComplete((page, failure) -> client.read(now -> fill(now, chatId, after, page)));
        }
        return null;
    }

    private Void fill(Replica replica, String chatId, long after, History page) {
        asking.remove(chatId);
        if (page == null) {
            // The next change of the chat asks again.
            return null;
        }
        page.messages().stream().filter(message -> message.seq() > after).forEach(this::give);
        ChatRows rows = replica.chats().get(chatId);
        if (page.messages().isEmpty() && rows != null) {
            positions.put(chatId, rows.lastSeq());
        }
        return drain(replica, chatId);
    }

    private void give(Message message) {
        positions.put(message.chatId(), message.seq());
        if (!message.deleted()) {
            reader.accept(message);
        }
    }

    /** In a chat that was joined just now, everything since is new. */
    private static long beforeJoining(Replica replica, ChatRows rows) {
        var me = rows.member(replica.userId());
        return rows.messages().stream()
                .filter(message -> me != null && message.sentAt() >= me.joinedAt())
                .mapToLong(message -> message.seq() - 1)
                .min()
                .orElse(rows.lastSeq());
    }
}
