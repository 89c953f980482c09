package molva.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import molva.client.Event.Delivered;
import molva.client.JournalRecord.Entry;
import molva.client.JournalRecord.Owner;
import molva.client.JournalRecord.Settled;

/** The outbox with its journal: writes a command down before it is sent, and tells whoever waits for the answer. */
final class Postbox {
    private final Outbox outbox;
    private final Journal journal;
    private final Map<String, CompletableFuture<Object>> deliveries = new HashMap<>();

    /** @throws Failure.NotStored the journal cannot be read */
    Postbox(Outbox outbox, Journal journal) {
        this.outbox = outbox;
        this.journal = journal;
        try {
            outbox.restore(journal.read());
        } catch (IOException failing) {
            throw new Failure.NotStored(failing);
        }
    }

    /**
     * Writes an entry down.
     *
     * @throws Failure.NotStored the disk did not take it, and it must not be sent
     */
    void put(Entry entry, CompletableFuture<Object> delivery) {
        try {
            journal.append(entry, true);
        } catch (IOException failing) {
            throw new Failure.NotStored(failing);
        }
        deliveries.put(entry.id(), delivery);
    }

    /** The server has answered. */
    void settle(Delivered event) {
        note(new Settled(event.entry().id()));
        CompletableFuture<Object> delivery = deliveries.remove(event.entry().id());
        if (delivery != null && event.failure() != null) {
            delivery.completeExceptionally(event.failure());
        } else if (delivery != null) {
            delivery.complete(event.result());
        }
    }

    /** Writes down whose outbox it is. */
    void sign() {
        note(new Owner(outbox.owner));
    }

    /** No answers will come any more; what was not answered stays in the journal. */
    void end(RuntimeException why) {
        deliveries.values().forEach(each -> each.completeExceptionally(why));
        deliveries.clear();
    }

    void close() throws IOException {
        journal.close();
    }

    private void note(JournalRecord record) {
        try {
            if (journal.settled() >= Journal.REPLACE_AFTER) {
                journal.replace(outbox.records());
            } else {
                journal.append(record, false);
            }
        } catch (IOException lost) {
            // A command that is not known to be answered is sent once more, and changes nothing.
            System.getLogger("molva").log(System.Logger.Level.WARNING, "the outbox was not written", lost);
        }
    }
}
