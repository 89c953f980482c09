package molva.client;

import java.io.IOException;
import java.util.List;

/** Where an outbox outlives its program: a list of records that only grows until it is replaced by a shorter one. */
public interface Journal extends AutoCloseable {
    /** Settled entries that may lie in a journal before it is written anew. */
    int REPLACE_AFTER = 1_000;

    /**
     * Gives everything appended so far, in order.
     *
     * @throws IOException the disk is failing
     */
    List<JournalRecord> read() throws IOException;

    /**
     * Adds a record.
     *
     * @param durable whether it has to survive a power cut once this returns
     * @throws IOException the disk is full or failing; the journal is as it was
     */
    void append(JournalRecord record, boolean durable) throws IOException;

    /**
     * Puts these in place of everything; a crash leaves either the old or the new list.
     *
     * @throws IOException the disk is full or failing
     */
    void replace(List<JournalRecord> records) throws IOException;

    /** Counts the settled entries in the list: what {@link #replace} would save. */
    int settled();

    @Override
    void close() throws IOException;
}
