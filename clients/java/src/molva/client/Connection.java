package molva.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import molva.schema.CloseCode;
import molva.schema.Error;
import molva.schema.ErrorCode;
import molva.schema.Protocol;

/** Connects, carries frames for a conversation, and connects again after every break; everything on the one loop. */
final class Connection {
    private static final long TICK_MS = 1_000;
    private static final long WAIT_FIRST_MS = 500;

    /** After a long outage everybody is back within half a minute. */
    private static final long WAIT_MOST_MS = 30_000;

    /** What a connection reports; always called on the loop. */
    interface Owner {
        void happened(List<Event> events);

        void changed(State state);

        /** It will not come back. */
        void ended(RuntimeException why);
    }

    private final Transport transport;
    private final Address address;
    private final Map<String, String> headers;
    private final Conversation conversation;
    private final ScheduledExecutorService loop;
    private final Owner owner;
    private final Backoff backoff;
    private Attempt current;
    private Transport.Socket socket;
    private State state = State.OFFLINE;

    Connection(Transport transport, Address address, String token, Conversation conversation,
            ScheduledExecutorService loop, DoubleSupplier random, Owner owner) {
        this.transport = transport;
        this.address = address;
        this.headers = Map.of("Authorization", "Bearer " + token);
        this.conversation = conversation;
        this.loop = loop;
        this.owner = owner;
        this.backoff = new Backoff(random, WAIT_FIRST_MS, WAIT_MOST_MS);
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** Begins, and stays connected until {@link #stop} or until told not to come back. */
    void start() {
        loop.scheduleAtFixedRate(() -> guarded(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        connect();
    }

    /** Sends what the conversation has ready. */
    void flush() {
        if (socket != null) {
            conversation.take().forEach(socket::send);
        }
    }

    /** Ends for good. */
    void stop() {
        if (socket != null) {
            socket.close();
        }
        end(new Failure.ConnectionEnded("the client was closed"));
    }

    private void connect() {
        if (state != State.ENDED) {
            turn(State.CONNECTING);
            current = new Attempt();
            transport.open(address.webSocket(), headers, Protocol.SUBPROTOCOL, current);
        }
    }

    private void opened(Transport.Socket opened) {
        socket = opened;
        conversation.begin(nowMs());
        flush();
    }

    private void heard(String text) {
        owner.happened(conversation.receive(text, nowMs()));
        flush();
        if (conversation.broken) {
            socket.abort();
            closed(0, "");
        } else if (conversation.welcomed()) {
            turn(conversation.synced() ? State.ONLINE : State.SYNCING);
            if (conversation.synced()) {
                backoff.reset();
            }
        }
    }

    private void tick() {
        if (socket == null) {
            return;
        }
        conversation.tick(nowMs());
        flush();
        if (conversation.broken) {
            socket.abort();
            closed(0, "");
        }
    }

    private void closed(int code, String reason) {
        socket = null;
        owner.happened(conversation.end());
        if (code == CloseCode.SESSION_ENDED.code()) {
            end(signedOut(ErrorCode.SESSION_ENDED));
        } else if (!CloseCode.comesBack(code)) {
            end(new Failure.ConnectionEnded("the server closed the connection: " + code + " " + reason));
        } else {
            again(0);
        }
    }

    private void failed(int status, long retryAfterMs) {
        if (status == 401) {
            end(signedOut(ErrorCode.NOT_SIGNED_IN));
        } else {
            again(retryAfterMs);
        }
    }

    private void again(long atLeastMs) {
        current = null;
        turn(State.OFFLINE);
        loop.schedule(() -> guarded(this::connect), backoff.next(atLeastMs), TimeUnit.MILLISECONDS);
    }

    private void end(RuntimeException why) {
        if (state != State.ENDED) {
            current = null;
            socket = null;
            turn(State.ENDED);
            owner.ended(why);
        }
    }

    private void turn(State next) {
        if (state != next && state != State.ENDED) {
            state = next;
            owner.changed(next);
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            // Nothing else hears of it: whatever it was is told to everybody who waits.
            if (socket != null) {
                socket.abort();
            }
            end(failure);
        }
    }

    private static Refusal signedOut(String code) {
        return new Refusal(new Error(code, "Sign in again."));
    }

    /** One connection from opening to its end; what an earlier one still tells is not heard. */
    private final class Attempt implements Transport.Listener {
        @Override
        public void opened(Transport.Socket opened) {
            // One that opens when nobody wants it any more is not left open.
            tell(() -> Connection.this.opened(opened), opened::abort);
        }

        @Override
        public void heard(String text) {
            tell(() -> Connection.this.heard(text));
        }

        @Override
        public void closed(int code, String reason) {
            tell(() -> Connection.this.closed(code, reason));
        }

        @Override
        public void failed(int status, long retryAfterMs) {
            tell(() -> Connection.this.failed(status, retryAfterMs));
        }

        private void tell(Runnable what) {
            tell(what, () -> {});
        }

        private void tell(Runnable what, Runnable tooLate) {
            try {
                loop.execute(() -> guarded(current == this ? what : tooLate));
            } catch (RejectedExecutionException closed) {
                tooLate.run();
            }
        }
    }
}
