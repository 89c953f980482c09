package molva.client;

import static molva.testing.Contract.object;
import static molva.testing.Report.fails;
import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import molva.json.Json;
import molva.schema.SignedIn;
import molva.testing.Contract;
import molva.testing.Report;

/** What comes before a connection is asked as the contract says, at the address that people know. */
public final class AccountsTest {
    private AccountsTest() {}

    /** Runs the tests. */
    public static void run(Report report, Contract contract) throws IOException {
        Map<String, Map<String, Object>> calls = new LinkedHashMap<>();
        contract.each("calls", calls::put);
        report.test("accounts: signing in asks what the contract says", () -> {
            Object told = object(calls.get("sign_in").get("answer")).get("result");
            FakeTransport network = new FakeTransport();
            network.answer = new Transport.HttpAnswer(201, Json.text(told));
            SignedIn done = new Accounts(network, "http://chat.example.org:81/molva/").signIn("login", "password", "client");
            same(SignedIn.read(told), done);
            Map<String, Object> http = object(calls.get("sign_in").get("http"));
            String[] asked = network.requests.get(0).split(" ", 3);
            same(List.of(http.get("method"), "http://chat.example.org:81/molva" + http.get("path")), List.of(asked[0], asked[1]));
            Map<String, Object> body = new LinkedHashMap<>(object(http.get("body")));
            body.put("token", true);
            same(body, Json.parse(asked[2]));
        });
        report.test("accounts: a refusal, an answer without a token, and what is no Molva server are told apart", () -> {
            FakeTransport network = new FakeTransport();
            Accounts accounts = new Accounts(network, "localhost");
            network.answer = new Transport.HttpAnswer(401, "{\"code\":\"sign_in_failed\",\"message\":\"No.\"}");
            same("sign_in_failed", fails(Refusal.class, () -> accounts.signIn("a", "b", "c")).code());
            network.answer = new Transport.HttpAnswer(502, "<html>");
            fails(Failure.UnreadableAnswer.class, () -> accounts.signIn("a", "b", "c"));
        });
        report.test("accounts: an address is what people type, and carries no password", () -> {
            same("https://chat.example.org/api/v1", Address.parse("chat.example.org").http().toString());
            same("ws://localhost:8000/api/v1/ws", Address.parse("http://localhost:8000/").webSocket().toString());
            for (String wrong : List.of("", "http://", "ftp://a", "http://a:b@c", "http://a?b", "http://a#b", "a b")) {
                fails(IllegalArgumentException.class, () -> Address.parse(wrong));
            }
        });
        report.test("accounts: an id is a UUIDv7 of its moment", () -> {
            String id = Ids.make(0x0123456789abL);
            holds(id, id.matches("01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
            holds("another each time", !id.equals(Ids.make(0x0123456789abL)));
        });
    }
}
