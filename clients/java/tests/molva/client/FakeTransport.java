package molva.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import molva.json.Json;
import molva.testing.Contract;

/** A network whose other end is the test: it takes what is said and tells what it wants. */
final class FakeTransport implements Transport {
    private static final long LIMIT_S = 60;

    /** The requests that were made, and the answer to all of them. */
    final List<String> requests = new ArrayList<>();
    HttpAnswer answer = new HttpAnswer(200, "{}");

    private final BlockingQueue<Link> links = new LinkedBlockingQueue<>();

    @Override
    public HttpAnswer request(String method, URI address, Map<String, String> headers, String body) {
        requests.add(method + " " + address + " " + body);
        return answer;
    }

    @Override
    public void open(URI address, Map<String, String> headers, String subprotocol, Listener listener) {
        links.add(new Link(listener));
    }

    /** Waits until the client tries to connect. */
    Link next() throws InterruptedException {
        Link link = links.poll(LIMIT_S, TimeUnit.SECONDS);
        if (link == null) {
            throw new AssertionError("it does not come back");
        }
        return link;
    }

    /** The server's end of one connection. */
    static final class Link implements Socket {
        final Listener client;
        volatile boolean aborted;
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        Link(Listener client) {
            this.client = client;
        }

        /** Opens it, and welcomes the client with the frames of the contract. */
        void welcome(Contract contract) throws Exception {
            client.opened(this);
            said();
            client.heard(Json.text(contract.frame("welcome")));
            client.heard(Json.text(contract.frame("synced")));
        }

        /** Waits for the next frame of the client. */
        Map<String, Object> said() throws InterruptedException {
            String text = said.poll(LIMIT_S, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("it says nothing");
            }
            return Contract.object(Json.parse(text));
        }

        /** Answers a call. */
        void answer(Map<String, Object> call, Object result) {
            Map<String, Object> frame = new LinkedHashMap<>();
            frame.put("type", "answer");
            frame.put("ref", call.get("ref"));
            frame.put("result", result);
            client.heard(Json.text(frame));
        }

        @Override
        public void send(String text) {
            said.add(text);
        }

        @Override
        public void close() {
            client.closed(1000, "");
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
