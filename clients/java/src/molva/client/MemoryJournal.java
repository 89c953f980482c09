package molva.client;

import java.util.ArrayList;
import java.util.List;

/** A journal that forgets with the program; for tests and for clients that do not write offline. */
public final class MemoryJournal implements Journal {
    private final List<JournalRecord> records = new ArrayList<>();

    @Override
    public List<JournalRecord> read() {
        return List.copyOf(records);
    }

    @Override
    public void append(JournalRecord record, boolean durable) {
        records.add(record);
    }

    @Override
    public void replace(List<JournalRecord> shorter) {
        records.clear();
        records.addAll(shorter);
    }

    @Override
    public int settled() {
        return (int) records.stream().filter(JournalRecord.Settled.class::isInstance).count();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
