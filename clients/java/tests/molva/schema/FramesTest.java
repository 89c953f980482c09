package molva.schema;

import static molva.testing.Contract.object;
import static molva.testing.Contract.told;
import static molva.testing.Report.fails;
import static molva.testing.Report.same;

import java.io.IOException;
import java.util.Map;
import molva.json.Json;
import molva.testing.Contract;
import molva.testing.Report;

/** Each example of the contract is read, and written again as it stood. */
public final class FramesTest {
    private FramesTest() {}

    /** Runs the tests. */
    public static void run(Report report, Contract contract) throws IOException {
        contract.each("calls", (name, example) -> report.test("frames: " + name, () -> {
            Map<String, Object> call = object(example.get("call"));
            Command<?> command = Command.read(call.get("command"));
            same(call, told(new Call((long) call.get("ref"), command)));
            Answer answer = (Answer) ServerFrame.read(example.get("answer"));
            same(object(example.get("answer")).get("result"), told(command.answer(answer.result())));
        }));
        for (String section : new String[] {"rows", "services", "signals"}) {
            contract.each(section, (name, example) -> report.test("frames: " + name, () ->
                    same(example, told(ServerFrame.read(example)))));
        }
        contract.each("refusals", (code, example) -> report.test("frames: " + code, () -> {
            same(example.get("frame"), told(ServerFrame.read(example.get("frame"))));
            same(code, ErrorCode.class.getField(code.toUpperCase()).get(null));
        }));
        contract.each("closes", (code, example) -> report.test("frames: close code " + code, () -> {
            String name = ((String) example.get("reason")).toUpperCase();
            same(Integer.valueOf(code), CloseCode.valueOf(name).code());
            same(example.get("come_back"), CloseCode.comesBack(Integer.parseInt(code)));
        }));
        for (String name : new String[] {"welcome", "synced", "pong"}) {
            report.test("frames: " + name, () -> same(contract.frame(name), told(ServerFrame.read(contract.frame(name)))));
        }
        report.test("frames: hello, ping", () -> {
            same(contract.frame("hello"), told(Hello.read(contract.frame("hello"))));
            same(contract.frame("ping"), told(new Ping()));
        });
        report.test("frames: what a newer server may say is refused by name, and a field more is left out", () -> {
            fails(Json.Invalid.class, () -> ServerFrame.read(Json.parse("{\"type\":\"news\"}")));
            fails(Json.Invalid.class, () -> Row.read(Json.parse("{\"type\":\"mark\"}")));
            same(new Pong(), ServerFrame.read(Json.parse("{\"type\":\"pong\",\"more\":1}")));
        });
        report.test("frames: a command is made of what it needs, and changed", () -> {
            SendMessage said = new SendMessage("c", "i", "t").withReplyTo(5L);
            same(new SendMessage("c", "i", "t", 5L, null), said);
        });
    }
}
