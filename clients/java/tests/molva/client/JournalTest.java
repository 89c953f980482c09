package molva.client;

import static molva.testing.Report.fails;
import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import molva.client.JournalRecord.Entry;
import molva.client.JournalRecord.Owner;
import molva.client.JournalRecord.Settled;
import molva.schema.SendMessage;
import molva.testing.Report;

/** A journal gives back what was put into it, in order, after whatever end of the program. */
public final class JournalTest {
    private static final Entry ONE = new Entry("1", new SendMessage("c", "1", "Привет\n\ud83d\ude00"));
    private static final Entry TWO = new Entry("2", new SendMessage("c", "2", "two").withReplyTo(1L));

    private JournalTest() {}

    /** Runs the tests. */
    public static void run(Report report) {
        report.test("journal: what was put into it is there in order when it is opened again", () -> {
            Path folder = folder();
            try (Journal journal = new FileJournal(folder)) {
                same(List.of(), journal.read());
                journal.append(new Owner("me"), false);
                journal.append(ONE, true);
                journal.append(new Settled("1"), false);
                journal.append(TWO, true);
                same(1, journal.settled());
            }
            same(List.of(new Owner("me"), ONE, new Settled("1"), TWO), reopened(folder));
        });
        report.test("journal: wherever a crash tears it, the whole records before are there, and it takes more", () -> {
            Path folder = folder();
            Path file = folder.resolve("outbox.jsonl");
            try (Journal journal = new FileJournal(folder)) {
                journal.append(ONE, true);
                journal.append(TWO, true);
            }
            byte[] whole = Files.readAllBytes(file);
            for (int kept = 0; kept <= whole.length; kept += 1 + new Random(kept).nextInt(5)) {
                Files.write(file, java.util.Arrays.copyOf(whole, kept));
                List<JournalRecord> before;
                try (Journal journal = new FileJournal(folder)) {
                    before = journal.read();
                    holds("a beginning", List.of(ONE, TWO).subList(0, before.size()).equals(before));
                    journal.append(new Settled("9"), true);
                }
                same(before.size() + 1, reopened(folder).size());
            }
        });
        report.test("journal: a shorter list takes the place of the longer one", () -> {
            Path folder = folder();
            try (Journal journal = new FileJournal(folder)) {
                journal.append(ONE, true);
                journal.replace(List.of(TWO));
                journal.append(new Settled("2"), false);
            }
            same(List.of(TWO, new Settled("2")), reopened(folder));
        });
        report.test("journal: a line that is no record ends what is read", () -> {
            Path folder = folder();
            reopened(folder);
            Files.writeString(folder.resolve("outbox.jsonl"), "{\"type\":\"post\"}\n", StandardOpenOption.APPEND);
            same(List.of(), reopened(folder));
        });
        report.test("journal: two programs do not share a folder", () -> {
            Path folder = folder();
            try (Journal journal = new FileJournal(folder)) {
                same(0, journal.settled());
                fails(Failure.FolderInUse.class, () -> new FileJournal(folder));
            }
        });
        report.test("journal: the outbox restores what was not answered, and the shortest journal says it", () -> {
            Outbox outbox = new Outbox(() -> 0.5);
            outbox.restore(List.of(new Owner("me"), ONE, TWO, new Settled("1")));
            same(List.of(new Owner("me"), TWO), outbox.records());
            same(1, outbox.size());
            same(List.of(TWO), outbox.take(0));
            same(List.of(), outbox.take(0));
            outbox.lost();
            same(List.of(TWO), outbox.take(0));
        });
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory("molva-journal");
        folder.toFile().deleteOnExit();
        return folder;
    }

    private static List<JournalRecord> reopened(Path folder) throws IOException {
        try (Journal journal = new FileJournal(folder)) {
            return journal.read();
        }
    }
}
