package molva.client.net;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import molva.client.Transport;

/** One WebSocket of the JDK: puts frames together, sends one after another, and tells its end once. */
final class JdkSocket implements WebSocket.Listener, Transport.Socket {
    /** Characters of the largest frame that is taken; one of rows is as large as a page of messages, far below this. */
    private static final int MAX_RECEIVED = 16 * 1024 * 1024;

    /** The end of a connection that had no closing handshake (RFC 6455, section 7.1.5). */
    private static final int ABNORMAL = 1006;

    private final Transport.Listener listener;
    private final StringBuilder frame = new StringBuilder();
    private WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private boolean ended;

    JdkSocket(Transport.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        listener.opened(this);
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (frame.length() + data.length() > MAX_RECEIVED) {
            abort();
            return null;
        }
        frame.append(data);
        if (last) {
            String text = frame.toString();
            frame.setLength(0);
            listener.heard(text);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(ABNORMAL, String.valueOf(error.getMessage()));
    }

    /** The JDK sends one frame at a time: each waits for the one before it. */
    @Override
    public synchronized void send(String text) {
        sent = sent.thenCompose(before -> socket.sendText(text, true)).whenComplete((done, failure) -> {
            if (failure != null) {
                end(ABNORMAL, String.valueOf(failure.getMessage()));
            }
        });
    }

    @Override
    public synchronized void close() {
        sent = sent.thenCompose(before -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    @Override
    public void abort() {
        socket.abort();
        end(ABNORMAL, "aborted");
    }

    private void end(int code, String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        listener.closed(code, reason);
    }
}
