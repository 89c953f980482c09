package molva.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import molva.client.Client;
import molva.client.Failure;
import molva.client.FileJournal;
import molva.client.Ids;
import molva.client.net.HttpTransport;
import molva.schema.Command;
import molva.schema.FindPeople;
import molva.schema.OpenDirect;
import molva.schema.Person;
import molva.schema.SendMessage;
import molva.schema.Sent;

/** One signed-in connection of the console: finds chats, calls and sends. */
final class Session implements AutoCloseable {
    private static final long CONNECT_SECONDS = 30;
    private static final long SEND_SECONDS = 30;

    final Client client;
    final Names names;
    private final Words words;

    private Session(Client client, Words words) {
        this.client = client;
        this.words = words;
        this.names = new Names(words);
    }

    /**
     * Connects as whoever is signed in.
     *
     * @throws Problem nobody is
     * @throws Failure no server answers, or the session has ended
     */
    static Session open(Path folder, Words words) throws IOException, InterruptedException {
        Login login = Login.read(folder);
        if (login == null) {
            throw new Problem(words.say("not_signed_in"));
        }
        Client client = new Client(new HttpTransport(), login.url(), login.token(), new FileJournal(folder));
        client.start();
        try {
            client.awaitOnline(CONNECT_SECONDS);
        } catch (TimeoutException nobody) {
            client.close();
            throw new Failure.Unreachable(login.url(), nobody);
        } catch (RuntimeException refused) {
            client.close();
            throw refused;
        }
        return new Session(client, words);
    }

    /**
     * Finds the chat that a person means; the direct chat with {@code @username} is made if there is none.
     *
     * @throws Problem there is none, or there are several
     */
    String chat(String wanted) throws InterruptedException {
        List<String> found = client.read(replica -> names.find(replica, wanted));
        if (found.size() > 1) {
            throw new Problem(words.say("many_chats", wanted, String.join(", ", found)));
        } else if (found.size() == 1) {
            return found.get(0);
        }
        if (wanted.startsWith("@")) {
            String username = wanted.substring(1);
            for (Person person : call(new FindPeople().withQuery(username)).people()) {
                if (person.username().equalsIgnoreCase(username)) {
                    return call(new OpenDirect(person.userId())).chat().id();
                }
            }
        }
        throw new Problem(words.say("no_chat", wanted));
    }

    /** Does a command and waits for its answer. */
    <A> A call(Command<A> command) throws InterruptedException {
        return wait(client.call(command), Client.CALL_SECONDS);
    }

    /** Puts a message into the outbox; {@code replyTo} is null if it answers none. */
    CompletableFuture<Sent> post(String chatId, String text, Long replyTo) {
        if (text.isBlank()) {
            throw new Problem(words.say("nothing_to_send"));
        }
        String id = Ids.make(System.currentTimeMillis());
        return client.post(new SendMessage(chatId, id, text).withReplyTo(replyTo));
    }

    /**
     * Sends a message and waits until the server has stored it.
     *
     * @throws Problem it has not in half a minute; the message is kept for the next time
     */
    Sent send(String chatId, String text, Long replyTo) throws InterruptedException {
        return await(post(chatId, text, replyTo));
    }

    /**
     * Waits until the server has answered what was posted.
     *
     * @throws Problem it has not in half a minute; what was posted is kept for the next time
     */
    <A> A await(CompletableFuture<A> posted) throws InterruptedException {
        return wait(posted, SEND_SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private <A> A wait(CompletableFuture<A> answer, long seconds) throws InterruptedException {
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new Problem(words.say("kept"));
        } catch (TimeoutException late) {
            throw new Problem(words.say("kept"));
        }
    }
}
