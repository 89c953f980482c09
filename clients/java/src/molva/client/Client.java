package molva.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import molva.client.JournalRecord.Entry;
import molva.json.Json;
import molva.schema.Command;
import molva.schema.History;
import molva.schema.Posted;
import molva.schema.Protocol;
import molva.schema.SendMessage;

/**
 * A signed-in user's live copy of their chats, and the commands to act in them; it connects, stays connected and in
 * sync, and delivers what is posted exactly once. Everything happens on one thread of its own.
 */
public final class Client implements AutoCloseable {
    /** Seconds after which a call that has no answer fails with {@link TimeoutException}. */
    public static final long CALL_SECONDS = 60;

    /** Bytes for the frame around a command. */
    private static final int ENVELOPE_BYTES = 64;

    private final ScheduledExecutorService loop;
    private final Replica replica = new Replica(Replica.KEPT_MESSAGES);
    private final Conversation conversation;
    private final Postbox postbox;
    private final Calls calls = new Calls();
    private final Connection connection;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> online = new CompletableFuture<>();
    private Thread thread;
    private RuntimeException ending;

    /**
     * Makes a client that does not connect yet.
     *
     * @param transport the network
     * @param url the server's address as people type it
     * @param token a bearer token: see {@link Accounts}
     * @param journal where posted commands outlive the program; {@link #close} closes it
     * @throws IllegalArgumentException not an address
     * @throws Failure.NotStored the journal cannot be read
     */
    public Client(Transport transport, String url, String token, Journal journal) {
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        Address address = Address.parse(url);
        Outbox outbox = new Outbox(random);
        postbox = new Postbox(outbox, journal);
        conversation = new Conversation(replica, outbox);
        loop = Executors.newSingleThreadScheduledExecutor(work -> {
            thread = new Thread(work, "molva");
            thread.setDaemon(true);
            return thread;
        });
        connection = new Connection(transport, address, token, conversation, loop, random, new Reports());
    }

    /** Adds a listener; from the next change on it is told. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Begins connecting, in the background. */
    public void start() {
        loop.execute(connection::start);
    }

    /**
     * Waits until the replica is in sync for the first time.
     *
     * @param seconds to wait at most
     * @throws TimeoutException not within so many seconds
     * @throws Failure there is no connection and will be none
     */
    public void awaitOnline(long seconds) throws TimeoutException, InterruptedException {
        try {
            online.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /** Reads the replica on the client's own thread, and gives what was read; wait for nothing in it. */
    public <T> T read(Function<Replica, T> question) {
        return run(() -> question.apply(replica));
    }

    /** Tells how many posted commands the server has not answered yet. */
    public int waiting() {
        return run(conversation.outbox::size);
    }

    /**
     * Does a command, waiting for the connection if need be; one that may safely be sent again is.
     *
     * @return the answer; or else a {@link Refusal}, another {@link Failure}, or {@link TimeoutException}
     */
    public <A> CompletableFuture<A> call(Command<A> command) {
        requireSendable(command);
        CompletableFuture<A> answer = new CompletableFuture<>();
        run(() -> {
            requireOpen();
            calls.add(command, untyped(answer));
            sendCalls();
            return null;
        });
        return answer.orTimeout(CALL_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Puts a command into the outbox; it is sent in its turn, again after every break, and takes effect once. When
     * this returns the journal has it.
     *
     * @return the answer, whenever it comes; or else a {@link Refusal} or another {@link Failure}
     * @throws Failure.NotStored the disk did not take it
     */
    public <A> CompletableFuture<A> post(Posted<A> command) {
        requireSendable(command);
        CompletableFuture<A> answer = new CompletableFuture<>();
        String id = command instanceof SendMessage message ? message.id() : Ids.make(System.currentTimeMillis());
        run(() -> {
            requireOpen();
            Entry entry = new Entry(id, command);
            postbox.put(entry, untyped(answer));
            conversation.post(entry, Connection.nowMs());
            connection.flush();
            return null;
        });
        return answer;
    }

    /** Keeps a page of history in the replica, as {@link #call} gave it. */
    public void remember(String chatId, History page) {
        run(() -> replica.remember(chatId, page));
    }

    /** Disconnects. What was posted and not answered stays in the journal. */
    @Override
    public void close() throws IOException {
        run(() -> {
            connection.stop();
            postbox.close();
            return null;
        });
        loop.shutdown();
    }

    private void sendCalls() {
        if (conversation.welcomed()) {
            calls.send(command -> conversation.call(command, Connection.nowMs()));
            connection.flush();
        }
    }

    private void requireOpen() {
        if (ending != null) {
            throw ending;
        }
    }

    /** Runs something on the loop and waits for it; on the loop itself at once. */
    private <T> T run(Callable<T> work) {
        try {
            return Thread.currentThread() == thread ? work.call() : loop.submit(work).get();
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure.ConnectionEnded("interrupted");
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new Failure.NotStored(failure);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException known ? known : new Failure.NotStored(failed.getCause());
    }

    /** The answer's type was checked when the command read it. */
    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> untyped(CompletableFuture<?> answer) {
        return (CompletableFuture<Object>) answer;
    }

    private static void requireSendable(Command<?> command) {
        int bytes = Json.text(command).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Protocol.MAX_FRAME_BYTES - ENVELOPE_BYTES) {
            throw new IllegalArgumentException("a frame has at most " + Protocol.MAX_FRAME_BYTES + " bytes");
        }
    }

    /** Hands on what the connection reports. */
    private final class Reports implements Connection.Owner {
        @Override
        public void happened(List<Event> events) {
            for (Event event : events) {
                if (event instanceof Event.Welcomed) {
                    postbox.sign();
                    sendCalls();
                } else if (event instanceof Event.Changed changed) {
                    listeners.forEach(each -> each.changed(changed.changes()));
                } else if (event instanceof Event.Heard heard) {
                    listeners.forEach(each -> each.heard(heard.signal()));
                } else if (event instanceof Event.Answered answered) {
                    calls.answer(answered);
                } else if (event instanceof Event.Delivered delivered) {
                    postbox.settle(delivered);
                    if (delivered.failure() != null) {
                        listeners.forEach(each -> each.refused(delivered.entry().command(), delivered.failure()));
                    }
                }
            }
        }

        @Override
        public void changed(State state) {
            if (state == State.ONLINE) {
                online.complete(null);
            }
            listeners.forEach(each -> each.turned(state));
        }

        @Override
        public void ended(RuntimeException why) {
            ending = why;
            online.completeExceptionally(why);
            calls.end(why);
            postbox.end(why);
        }
    }
}
