package molva.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import molva.client.Listener;
import molva.client.MessageStream;
import molva.client.State;
import molva.schema.Posted;
import molva.schema.Sent;

/** Shows messages as they come, and sends the lines that a person writes. */
final class Talk implements Listener {
    private static final Pattern REPLY = Pattern.compile("/reply (\\d{1,15}) (.+)");

    private final Session session;
    private final Words words;
    private final PrintStream out;
    private boolean away;

    Talk(Session session, Words words, PrintStream out) {
        this.session = session;
        this.words = words;
        this.out = out;
    }

    /** Shows what comes from now on; {@code chatId} is null for all chats. */
    void follow(String chatId) {
        session.client.listen(this);
        MessageStream.follow(session.client, chatId, message ->
                out.println(session.client.<String>read(replica -> session.names.line(replica, message))));
        out.println(words.say("state_online"));
    }

    /** Sends each line until there are no more, then waits for what is on its way. */
    void write(String chatId, BufferedReader lines) throws IOException, InterruptedException {
        CompletableFuture<Sent> last = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher reply = REPLY.matcher(line);
            if (reply.matches()) {
                last = session.post(chatId, reply.group(2), Long.valueOf(reply.group(1)));
            } else if (!line.isBlank()) {
                last = session.post(chatId, line, null);
            }
        }
        if (last != null) {
            // A chat's messages are answered in their order, so this is the end of all of them.
            session.await(last);
        }
    }

    @Override
    public void turned(State state) {
        if (state == State.OFFLINE && !away) {
            away = true;
            out.println(words.say("state_offline"));
        } else if (state == State.ONLINE && away) {
            away = false;
            out.println(words.say("state_online"));
        }
    }

    @Override
    public void refused(Posted<?> command, RuntimeException why) {
        out.println(words.say("refused", words.say(why)));
    }
}
