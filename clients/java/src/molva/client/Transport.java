package molva.client;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The network as the client needs it; {@code molva.client.net} has one on the JDK, Android brings its own. */
public interface Transport {
    /**
     * Makes one HTTP request and waits for the answer; redirects are not followed, a password must not go elsewhere.
     *
     * @param body JSON text; null for none
     * @throws IOException nobody answers there
     */
    HttpAnswer request(String method, URI address, Map<String, String> headers, String body) throws IOException;

    /**
     * Opens a WebSocket and returns at once; what comes of it is told to the listener, in order, from any thread.
     *
     * @param headers of the handshake, the credential among them
     * @param subprotocol what to ask for
     */
    void open(URI address, Map<String, String> headers, String subprotocol, Listener listener);

    /** The answer to a request: its status, and its body as text. */
    record HttpAnswer(int status, String body) {}

    /** An open WebSocket. */
    interface Socket {
        /** Sends a text frame; frames arrive in the order of the calls. */
        void send(String text);

        /** Ends the connection politely. */
        void close();

        /** Drops the connection at once, because nobody answers. */
        void abort();
    }

    /** Hears what becomes of a connection: it opens and ends, or does not open; both ends come once. */
    interface Listener {
        /** It is open. */
        void opened(Socket socket);

        /** A text frame came. */
        void heard(String text);

        /** It is gone; {@code code} is the close code, 1006 if there was none. */
        void closed(int code, String reason);

        /**
         * It could not be opened.
         *
         * @param status the HTTP status of the handshake; 0 if nobody answered
         * @param retryAfterMs milliseconds that the server asks to wait; 0 if it named none
         */
        void failed(int status, long retryAfterMs);
    }
}
