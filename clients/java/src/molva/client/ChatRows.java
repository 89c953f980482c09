package molva.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import molva.schema.Chat;
import molva.schema.Mark;
import molva.schema.Member;
import molva.schema.Message;
import molva.schema.Pin;
import molva.schema.Row;
import molva.schema.Rows;

/** The rows of one chat. A message that is here is current; a {@code seq} that is not must be asked for. */
public final class ChatRows {
    Chat chat;
    final Map<String, Member> members = new LinkedHashMap<>();
    final TreeMap<Long, Message> messages = new TreeMap<>();
    final Map<String, Mark> marks = new LinkedHashMap<>();
    final TreeMap<Long, Pin> pins = new TreeMap<>();
    long lastSeq;

    /** Rows read from the history are taken only if they reflect this revision: a newer copy may have been dropped. */
    long floor;

    /** How many were unread when messages were left out ({@code hole}), counted by the server. */
    long unreadTold;

    long toldAtSeq;
    long toldAtRead;

    /** The chat itself; null before it has come. */
    public Chat chat() {
        return chat;
    }

    /** A member by the person; null if they are not known. */
    public Member member(String userId) {
        return members.get(userId);
    }

    /** Every member that is known, those who left included. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** A message by its place; null if it is not here. */
    public Message message(long seq) {
        return messages.get(seq);
    }

    /** Every message that is here, oldest first, those that were deleted included. */
    public List<Message> messages() {
        return List.copyOf(messages.values());
    }

    /** The place of the newest message that this client has heard of; 0 before there is one. */
    public long lastSeq() {
        return lastSeq;
    }

    Row find(Row row) {
        if (row instanceof Chat) {
            return chat;
        } else if (row instanceof Member member) {
            return members.get(member.userId());
        } else if (row instanceof Message message) {
            return messages.get(message.seq());
        } else if (row instanceof Pin pin) {
            return pins.get(pin.seq());
        }
        return marks.get(((Mark) row).userId());
    }

    void put(Row row) {
        if (row instanceof Chat changed) {
            chat = changed;
            if (changed.deleted()) {
                messages.clear();
                pins.clear();
            }
        } else if (row instanceof Member member) {
            members.put(member.userId(), member);
        } else if (row instanceof Message message) {
            messages.put(message.seq(), message);
            lastSeq = Math.max(lastSeq, message.seq());
        } else if (row instanceof Pin pin) {
            pins.put(pin.seq(), pin);
        } else {
            marks.put(((Mark) row).userId(), (Mark) row);
        }
    }

    List<Row> rows() {
        List<Row> found = new ArrayList<>();
        if (chat != null) {
            found.add(chat);
        }
        found.addAll(members.values());
        found.addAll(messages.values());
        found.addAll(marks.values());
        found.addAll(pins.values());
        return found;
    }

    /** The user's own history begins at this place now. */
    void forgetBefore(long fromSeq) {
        messages.headMap(fromSeq).clear();
        pins.headMap(fromSeq).clear();
        if (lastSeq < fromSeq) {
            lastSeq = 0;
        }
    }

    /** A hole: any message older than those in the frame may have changed unseen. */
    void forgetOlder(Rows frame, long readSeq) {
        TreeMap<Long, Message> told = new TreeMap<>();
        for (Row row : frame.rows()) {
            if (row instanceof Message message) {
                told.put(message.seq(), message);
            }
        }
        messages.headMap(told.isEmpty() ? Long.MAX_VALUE : told.firstKey()).clear();
        floor = frame.rev();
        unreadTold = frame.unread() == null ? 0 : frame.unread();
        toldAtSeq = told.isEmpty() ? lastSeq : told.lastKey();
        toldAtRead = readSeq;
    }

    /** Counts messages after the place up to which was read; exact where they are all here. */
    long unread(long read, Predicate<Message> counts) {
        long here = counted(read, counts);
        boolean whole = messages.tailMap(read, false).size() >= lastSeq - read;
        if (read >= toldAtSeq || whole) {
            return here;
        }
        return Math.max(here, unreadTold + counted(toldAtSeq, counts) - Math.max(0, read - toldAtRead));
    }

    private long counted(long after, Predicate<Message> counts) {
        return messages.tailMap(after, false).values().stream().filter(counts).count();
    }

    /** Keeps the newest messages; a quarter more may gather, so that not every message costs a look. */
    void trim(int keep, long rev) {
        if (messages.size() <= keep + keep / 4) {
            return;
        }
        while (messages.size() > keep) {
            messages.pollFirstEntry();
        }
        floor = Math.max(floor, rev);
    }
}
