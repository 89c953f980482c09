package molva.client;

import static molva.testing.Contract.object;
import static molva.testing.Report.fails;
import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import molva.client.Event.Answered;
import molva.client.Event.Delivered;
import molva.json.Json;
import molva.schema.Command;
import molva.schema.ListChats;
import molva.schema.SendMessage;
import molva.schema.Sent;
import molva.schema.Signalled;
import molva.testing.Contract;
import molva.testing.Report;

/** Every example of the contract goes through the code that talks to a server. */
public final class ConversationTest {
    private static final String CHAT = "00000000-0000-7000-8000-000000000103";

    private final Contract contract;

    private ConversationTest(Contract contract) {
        this.contract = contract;
    }

    /** Runs the tests. */
    public static void run(Report report, Contract contract) throws IOException {
        ConversationTest with = new ConversationTest(contract);
        contract.each("calls", (name, example) -> report.test("conversation: " + name, () -> with.answered(example)));
        contract.each("refusals", (code, example) -> report.test("conversation: " + code, () -> with.refused(code, example)));
        for (String section : List.of("rows", "services")) {
            contract.each(section, (name, example) -> report.test("conversation: " + name, () -> {
                Conversation talk = with.talking();
                talk.receive(Json.text(example), 0);
                same(example.get("rows"), Json.parse(Json.text(talk.replica.rows())));
            }));
        }
        contract.each("signals", (name, example) -> report.test("conversation: " + name, () ->
                same(List.of(new Event.Heard(Signalled.read(example).signal())), with.talking().receive(Json.text(example), 0))));
        report.test("conversation: silence leads to a ping, and silence after it to the end", with::heartbeat);
        report.test("conversation: what is posted is sent again after a break, and once after the answer", with::posted);
        report.test("conversation: what a newer server says is left out, and a message keeps its place", with::newer);
        report.test("conversation: the outbox of another user is not sent", () -> {
            Conversation talk = new Conversation(new Replica(10), new Outbox(() -> 0.5));
            talk.outbox.owner = "somebody";
            talk.begin(0);
            fails(Failure.WrongUser.class, () -> talk.receive(Json.text(contract.frame("welcome")), 0));
        });
    }

    private Conversation talking() throws IOException {
        Conversation talk = new Conversation(new Replica(Replica.KEPT_MESSAGES), new Outbox(() -> 0.5));
        connect(talk);
        return talk;
    }

    /** Connects, and gives what is said after the hello. */
    private List<String> connect(Conversation talk) throws IOException {
        talk.begin(0);
        talk.receive(Json.text(contract.frame("welcome")), 0);
        talk.receive(Json.text(contract.frame("synced")), 0);
        holds("synced", talk.synced());
        List<String> said = talk.take();
        same("hello", object(Json.parse(said.get(0))).get("type"));
        return said.subList(1, said.size());
    }

    private void answered(Map<String, Object> example) throws IOException {
        Conversation talk = talking();
        Command<?> command = Command.read(object(example.get("call")).get("command"));
        long ref = talk.call(command, 0);
        same(List.of(numbered(example.get("call"), ref)), List.of(Json.parse(talk.take().get(0))));
        Answered answer = (Answered) talk.receive(Json.text(numbered(example.get("answer"), ref)), 0).get(0);
        same(object(example.get("answer")).get("result"), Json.parse(Json.text(answer.result())));
    }

    private void refused(String code, Map<String, Object> example) throws IOException {
        Conversation talk = talking();
        long ref = talk.call(new ListChats(), 0);
        Answered answer = (Answered) talk.receive(Json.text(numbered(example.get("frame"), ref)), 0).get(0);
        Refusal refusal = (Refusal) answer.failure();
        same(code, refusal.code());
        same(refusal.error().message(), refusal.sentence(Locale.ENGLISH));
        holds("in Russian", refusal.sentence(Locale.forLanguageTag("ru")).matches("(?s).*[а-яА-Я].*"));
    }

    private void heartbeat() throws IOException {
        Conversation talk = talking();
        talk.tick(19_999);
        same(List.of(), talk.take());
        talk.tick(20_000);
        same(contract.frame("ping"), Json.parse(talk.take().get(0)));
        same(List.of(), talk.receive(Json.text(contract.frame("pong")), 20_000));
        talk.tick(59_999);
        holds("alive", !talk.broken);
        talk.tick(60_000);
        holds("dead", talk.broken);
    }

    private void posted() throws IOException {
        Conversation talk = talking();
        SendMessage first = new SendMessage(CHAT, "a", "one");
        talk.post(new JournalRecord.Entry("a", first), 0);
        talk.post(new JournalRecord.Entry("b", new SendMessage(CHAT, "b", "two")), 0);
        same(1, talk.take().size());
        same(List.of(), talk.end());
        Map<String, Object> again = object(Json.parse(connect(talk).get(0)));
        same("a", object(again.get("command")).get("id"));
        String answer = Json.text(Map.of("type", "answer", "ref", again.get("ref"), "result", new Sent(5, 1)));
        same(new Delivered(new JournalRecord.Entry("a", first), new Sent(5, 1), null), talk.receive(answer, 0).get(0));
        same("b", object(object(Json.parse(sent(talk))).get("command")).get("id"));
        same(List.of(), talk.receive(answer, 0));
    }

    private static String sent(Conversation talk) {
        return talk.take().get(0);
    }

    private void newer() throws IOException {
        Conversation talk = talking();
        String rows = "{\"type\":\"rows\",\"scope\":\"chat:" + CHAT + "\",\"after\":0,\"rev\":3,\"rows\":["
                + "{\"type\":\"hologram\",\"rev\":1},"
                + "{\"type\":\"message\",\"chat_id\":\"" + CHAT + "\",\"seq\":1,\"rev\":2,\"id\":\"i\",\"sender_id\":\"s\","
                + "\"sent_at\":1,\"service\":{\"type\":\"danced\"}}]}";
        same(1, talk.receive(rows, 0).size());
        same(1, talk.replica.rows().size());
        same(List.of(), talk.receive("{\"type\":\"weather\"}", 0));
        same(List.of(), talk.receive("{", 0));
    }

    private static Map<String, Object> numbered(Object frame, long ref) {
        Map<String, Object> changed = new LinkedHashMap<>(object(frame));
        changed.put("ref", ref);
        return changed;
    }
}
