package molva.testing;

import java.io.IOException;
import java.nio.file.Path;
import molva.client.AccountsTest;
import molva.client.ClientTest;
import molva.client.ConversationTest;
import molva.client.JournalTest;
import molva.client.StoriesTest;
import molva.console.WordsTest;
import molva.json.JsonTest;
import molva.schema.FramesTest;

/** Runs every test of the library; the argument is the folder {@code contract}. */
public final class RunTests {
    private RunTests() {}

    /** Ends the program with 1 if a test fails. */
    public static void main(String[] arguments) throws IOException {
        Contract contract = new Contract(Path.of(arguments[0]));
        Report report = new Report();
        JsonTest.run(report);
        FramesTest.run(report, contract);
        ConversationTest.run(report, contract);
        StoriesTest.run(report, contract);
        JournalTest.run(report);
        ClientTest.run(report, contract);
        AccountsTest.run(report, contract);
        WordsTest.run(report);
        System.exit(report.tell(System.out) ? 0 : 1);
    }
}
