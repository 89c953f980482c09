package molva.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import molva.schema.Account;
import molva.schema.Contact;
import molva.schema.HiddenMessage;
import molva.schema.History;
import molva.schema.Membership;
import molva.schema.Message;
import molva.schema.Pin;
import molva.schema.Row;
import molva.schema.Rows;

/**
 * Every row that a client has; of two copies of a row the one with the higher revision holds.
 *
 * <p>It is kept by {@code rows} frames alone, does no I/O, and belongs to one thread: see {@link Client#read}.
 */
public final class Replica {
    /** Messages kept of each chat; older ones can be read from the history again. */
    public static final int KEPT_MESSAGES = 2_000;

    String epoch = "";
    String userId = "";
    final Map<String, Long> revs = new LinkedHashMap<>();
    private final OwnRows own = new OwnRows();
    private final Map<String, ChatRows> chats = new LinkedHashMap<>();
    private final int keep;

    /** @param keep messages kept of each chat */
    public Replica(int keep) {
        this.keep = keep;
    }

    /** The signed-in user; empty before the server has said so. */
    public String userId() {
        return userId;
    }

    /** The user's own account; null before it has come. */
    public Account account() {
        return (Account) own.find(Account.TYPE, userId);
    }

    /** How the user is in a chat; null if they never were. */
    public Membership membership(String chatId) {
        return chatId == null ? null : (Membership) own.find(Membership.TYPE, chatId);
    }

    /** What the user keeps about a person; null if nothing. */
    public Contact contact(String userId) {
        return (Contact) own.find(Contact.TYPE, userId);
    }

    /** The rows of each chat, by its id. */
    public Map<String, ChatRows> chats() {
        return Collections.unmodifiableMap(chats);
    }

    /** Every row, chats in no particular order. */
    public List<Row> rows() {
        List<Row> found = new ArrayList<>(own.rows());
        chats.values().forEach(rows -> found.addAll(rows.rows()));
        return found;
    }

    /** Counts the messages of others after the own read mark; exact where those messages are here. */
    public long unread(String chatId) {
        ChatRows rows = chats.get(chatId);
        Membership membership = membership(chatId);
        if (rows == null || membership == null) {
            return 0;
        }
        return rows.unread(Math.max(membership.readSeq(), membership.fromSeq() - 1), this::counts);
    }

    /** Tells whether the user is known to have left the chat. */
    boolean left(String chatId) {
        Membership membership = membership(chatId);
        return membership != null && membership.left();
    }

    /** Revision up to which every change of the scope is here; 0 for an unknown one. */
    long rev(String scope) {
        return revs.getOrDefault(scope, 0L);
    }

    /** Lists the chats that the user is or was in. */
    List<String> memberships() {
        return own.memberships();
    }

    /** Forgets everything: another database, or another user. */
    void reset(String epoch, String userId) {
        this.epoch = epoch;
        this.userId = userId;
        revs.clear();
        own.clear();
        chats.clear();
    }

    /**
     * Takes a frame that joins on what is here; a repeat, and rows of a chat that was left, change nothing.
     *
     * @throws IllegalArgumentException the frame leaves a gap
     */
    List<Change> apply(Rows frame) {
        long known = rev(frame.scope());
        if (frame.after() > known) {
            throw new IllegalArgumentException(frame.scope() + ": a gap after " + known);
        }
        String chatId = Scopes.chatOf(frame.scope());
        if (frame.rev() <= known || chatId != null && left(chatId)) {
            return List.of();
        }
        if (frame.hole()) {
            Membership membership = membership(chatId);
            of(chatId).forgetOlder(frame, membership == null ? 0 : membership.readSeq());
        }
        revs.put(frame.scope(), frame.rev());
        List<Change> changes = putAll(frame.rows());
        trim(chatId);
        return changes;
    }

    /** Keeps what was read from the history, unless it may be older than what was dropped from here meanwhile. */
    List<Change> remember(String chatId, History history) {
        ChatRows rows = chats.get(chatId);
        if (rows == null || history.rev() < rows.floor) {
            return List.of();
        }
        List<Row> found = new ArrayList<>(history.members());
        found.addAll(history.messages());
        found.addAll(history.quoted());
        List<Change> changes = putAll(found);
        trim(chatId);
        return changes;
    }

    private List<Change> putAll(List<Row> rows) {
        List<Change> changes = new ArrayList<>();
        for (Row row : rows) {
            String chatId = Scopes.chatOf(row);
            if (beforeHistory(row)) {
                continue;
            }
            ChatRows there = chatId == null ? null : chats.get(chatId);
            Row before = chatId == null ? own.find(row) : there == null ? null : there.find(row);
            if (before == null || before.rev() < row.rev()) {
                put(chatId, row);
                changes.add(new Change(row, before));
            }
        }
        return changes;
    }

    private void put(String chatId, Row row) {
        if (chatId != null) {
            of(chatId).put(row);
        } else {
            own.put(row);
        }
        if (row instanceof Membership membership) {
            follow(membership);
        } else if (row instanceof Message message && message.deleted()) {
            own.forgetVote(message);
        }
    }

    /** Drops what the membership no longer shows. */
    private void follow(Membership membership) {
        String chatId = membership.chatId();
        if (membership.left()) {
            chats.remove(chatId);
            revs.remove(Scopes.chat(chatId));
            revs.remove(Scopes.marks(chatId));
            own.forget(chatId, Long.MAX_VALUE);
        } else if (chats.containsKey(chatId)) {
            chats.get(chatId).forgetBefore(membership.fromSeq());
            own.forget(chatId, membership.fromSeq());
        }
    }

    private boolean beforeHistory(Row row) {
        Membership membership = membership(Scopes.chatOf(row));
        long seq = row instanceof Message message ? message.seq() : row instanceof Pin pin ? pin.seq() : Long.MAX_VALUE;
        return membership != null && seq < membership.fromSeq();
    }

    private boolean counts(Message message) {
        boolean hidden = own.find(HiddenMessage.TYPE, message.chatId(), message.seq()) != null;
        return !hidden && !message.deleted() && message.service() == null && !message.senderId().equals(userId);
    }

    private ChatRows of(String chatId) {
        return chats.computeIfAbsent(chatId, id -> new ChatRows());
    }

    private void trim(String chatId) {
        if (chatId != null && chats.containsKey(chatId)) {
            chats.get(chatId).trim(keep, rev(Scopes.chat(chatId)));
        }
    }
}
