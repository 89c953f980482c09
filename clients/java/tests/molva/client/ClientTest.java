package molva.client;

import static molva.testing.Contract.object;
import static molva.testing.Report.fails;
import static molva.testing.Report.holds;
import static molva.testing.Report.same;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import molva.json.Json;
import molva.schema.AddMember;
import molva.schema.ChatList;
import molva.schema.History;
import molva.schema.ListChats;
import molva.schema.Membership;
import molva.schema.Message;
import molva.schema.Row;
import molva.schema.Rows;
import molva.schema.SendMessage;
import molva.schema.Sent;
import molva.testing.Contract;
import molva.testing.Report;

/** A client over a network that breaks: what is called, posted and followed comes to its end, once. */
public final class ClientTest {
    private static final String CHAT = "00000000-0000-7000-8000-000000000103";
    private static final String OTHER = "00000000-0000-7000-8000-000000000002";
    private static final long LIMIT_S = 60;

    /** What a test does with a client that is online. */
    private interface Story {
        void tell(Client client, FakeTransport network, FakeTransport.Link link) throws Exception;
    }

    private ClientTest() {}

    /** Runs the tests. */
    public static void run(Report report, Contract contract) {
        report.test("client: a call that may be repeated is, after a break; another one fails", () ->
                online(contract, (client, network, link) -> {
                    CompletableFuture<ChatList> chats = client.call(new ListChats());
                    CompletableFuture<?> added = client.call(new AddMember(CHAT, OTHER));
                    link.said();
                    link.said();
                    link.client.closed(1012, "");
                    FakeTransport.Link next = network.next();
                    next.welcome(contract);
                    next.answer(next.said(), Map.of("chats", List.of()));
                    same(new ChatList(List.of()), chats.get(LIMIT_S, TimeUnit.SECONDS));
                    ExecutionException lost = fails(ExecutionException.class, added::get);
                    holds("lost", lost.getCause() instanceof Failure.ConnectionLost);
                }));
        report.test("client: what was posted is sent again after a break, under the same id", () ->
                online(contract, (client, network, link) -> {
                    CompletableFuture<Sent> sent = client.post(new SendMessage(CHAT, "one", "text"));
                    Map<String, Object> first = link.said();
                    link.client.closed(1006, "");
                    same(1, client.waiting());
                    FakeTransport.Link next = network.next();
                    next.welcome(contract);
                    Map<String, Object> second = next.said();
                    same(first.get("command"), second.get("command"));
                    next.answer(second, Map.of("seq", 1L, "sent_at", 2L));
                    same(new Sent(1, 2), sent.get(LIMIT_S, TimeUnit.SECONDS));
                    same(0, client.waiting());
                }));
        report.test("client: a session that has ended is told to everybody, and nobody comes back", () ->
                online(contract, (client, network, link) -> {
                    CompletableFuture<ChatList> chats = client.call(new ListChats());
                    link.client.closed(4401, "");
                    Throwable why = fails(ExecutionException.class, chats::get).getCause();
                    same("session_ended", ((Refusal) why).code());
                    fails(Refusal.class, () -> client.post(new SendMessage(CHAT, "one", "text")));
                }));
        report.test("client: a token that is no good ends the waiting", () -> {
            FakeTransport network = new FakeTransport();
            try (Client client = new Client(network, "http://localhost", "token", new MemoryJournal())) {
                client.start();
                network.next().client.failed(401, 0);
                same("not_signed_in", fails(Refusal.class, () -> client.awaitOnline(LIMIT_S)).code());
            }
        });
        report.test("client: what an earlier connection still tells is not heard", () ->
                online(contract, (client, network, link) -> {
                    link.client.closed(1012, "");
                    network.next().welcome(contract);
                    link.client.heard(Json.text(rows(0, 1, message(1))));
                    link.client.closed(4401, "");
                    same(List.of(), client.read(Replica::rows));
                }));
        report.test("client: messages are followed in order and once, what is missing is read from the history", () ->
                online(contract, (client, network, link) -> {
                    BlockingQueue<Long> told = new LinkedBlockingQueue<>();
                    link.client.heard(Json.text(rows(0, 2, new Membership(CHAT, 1), message(1))));
                    MessageStream.follow(client, null, message -> told.add(message.seq()));
                    link.client.heard(Json.text(rows(2, 3, message(2))));
                    link.client.heard(Json.text(rows(2, 3, message(2))));
                    link.client.heard(Json.text(rows(3, 6, message(5))));
                    Map<String, Object> asked = link.said();
                    same(2L, object(asked.get("command")).get("after"));
                    History page = new History(List.of(message(3), message(4), message(5)), List.of(), List.of(), false, true, 6);
                    link.answer(asked, page);
                    for (long seq = 2; seq <= 5; seq++) {
                        same(seq, told.poll(LIMIT_S, TimeUnit.SECONDS));
                    }
                    same(null, client.read(replica -> told.poll()));
                }));
        report.test("client: a command that no frame can carry is refused at once", () ->
                online(contract, (client, network, link) -> fails(IllegalArgumentException.class, () ->
                        client.post(new SendMessage(CHAT, "one", "x".repeat(70_000))))));
    }

    private static void online(Contract contract, Story story) throws Exception {
        FakeTransport network = new FakeTransport();
        try (Client client = new Client(network, "http://localhost", "token", new MemoryJournal())) {
            client.start();
            FakeTransport.Link link = network.next();
            link.welcome(contract);
            client.awaitOnline(LIMIT_S);
            story.tell(client, network, link);
        }
    }

    private static Rows rows(long after, long rev, Row... rows) {
        return new Rows("chat:" + CHAT, after, rev, List.of(rows));
    }

    private static Message message(long seq) {
        return new Message(CHAT, seq, seq, "id-" + seq, OTHER, 1_000 + seq);
    }
}
