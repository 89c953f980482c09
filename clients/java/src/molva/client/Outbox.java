package molva.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import molva.client.JournalRecord.Entry;
import molva.client.JournalRecord.Owner;
import molva.client.JournalRecord.Settled;

/**
 * Commands that must reach the server, in a queue for each chat, first in first out; no I/O.
 *
 * <p>An entry stays until {@link #settle}, so a lost answer leads to a second sending, which the server answers with
 * the first result because the client named the message. A refusal for good ends the entry and lets the next one go.
 */
final class Outbox {
    private static final long RETRY_FIRST_MS = 1_000;
    private static final long RETRY_MOST_MS = 60_000;

    /** What one chat has waiting, in order; only the first is ever under way. */
    private static final class Queue {
        final Map<String, Entry> entries = new LinkedHashMap<>();
        final Backoff backoff;
        boolean sending;
        long dueMs = Long.MIN_VALUE;

        Queue(Backoff backoff) {
            this.backoff = backoff;
        }

        Entry first() {
            return entries.values().iterator().next();
        }

        void free() {
            sending = false;
            dueMs = Long.MIN_VALUE;
        }
    }

    private final DoubleSupplier random;
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<String, String> chatOf = new HashMap<>();
    String owner = "";

    /** @param random draws a number in [0, 1), for the waits between attempts */
    Outbox(DoubleSupplier random) {
        this.random = random;
    }

    /** Counts the entries that have not been answered. */
    int size() {
        return chatOf.size();
    }

    /** Takes what a journal held; entries that were being sent are sent again. */
    void restore(List<JournalRecord> records) {
        for (JournalRecord record : records) {
            if (record instanceof Entry entry) {
                put(entry);
            } else if (record instanceof Settled settled) {
                settle(settled.id());
            } else if (record instanceof Owner known) {
                owner = known.userId();
            }
        }
    }

    /** The shortest journal that restores this outbox. */
    List<JournalRecord> records() {
        List<JournalRecord> found = new ArrayList<>();
        if (!owner.isEmpty()) {
            found.add(new Owner(owner));
        }
        queues.values().forEach(queue -> found.addAll(queue.entries.values()));
        return found;
    }

    /** Adds an entry at the end of its chat's queue; one that is already in it stays where it is. */
    void put(Entry entry) {
        String chatId = entry.command().chatId();
        if (chatOf.putIfAbsent(entry.id(), chatId) == null) {
            queues.computeIfAbsent(chatId, id -> new Queue(new Backoff(random, RETRY_FIRST_MS, RETRY_MOST_MS)))
                    .entries.put(entry.id(), entry);
        }
    }

    /** Entries to send now: the first of each chat that is not under way or waiting after a refusal. */
    List<Entry> take(long nowMs) {
        List<Entry> found = new ArrayList<>();
        for (Queue queue : queues.values()) {
            if (!queue.sending && queue.dueMs <= nowMs) {
                queue.sending = true;
                found.add(queue.first());
            }
        }
        return found;
    }

    /** The server has answered: the entry is done, and the next of its chat may go. False for an unknown id. */
    boolean settle(String entryId) {
        String chatId = chatOf.remove(entryId);
        if (chatId == null) {
            return false;
        }
        Queue queue = queues.get(chatId);
        boolean first = queue.first().id().equals(entryId);
        queue.entries.remove(entryId);
        if (queue.entries.isEmpty()) {
            queues.remove(chatId);
        } else if (first) {
            queue.free();
            queue.backoff.reset();
        }
        return true;
    }

    /** The server refused the entry; tells whether that is for good. If not, it is sent again later, in its place. */
    boolean refused(String entryId, Refusal refusal, long nowMs) {
        Queue queue = queues.get(chatOf.get(entryId));
        if (queue == null || !refusal.mayRetry()) {
            return true;
        }
        queue.sending = false;
        queue.dueMs = nowMs + queue.backoff.next(refusal.retryAfterMs());
        return false;
    }

    /** The connection broke: everything that was under way is sent again on the next one, at once. */
    void lost() {
        queues.values().forEach(Queue::free);
    }
}
