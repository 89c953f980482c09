package molva.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import molva.client.Accounts;
import molva.client.ChatRows;
import molva.client.net.HttpTransport;
import molva.schema.GetHistory;
import molva.schema.History;
import molva.schema.MarkChat;
import molva.schema.Message;
import molva.schema.SignedIn;

/** What one can type: each method is a command, and throws a sentence to the person when it cannot be done. */
final class Commands {
    private static final String CLIENT = "molva console (Java)";
    private static final long SHOWN = 20;
    private static final long MOST_SHOWN = 200;

    private final Words words;
    private final Path folder;
    private final PrintStream out;
    private final BufferedReader in;

    Commands(Words words, Path folder, PrintStream out, BufferedReader in) {
        this.words = words;
        this.folder = folder;
        this.out = out;
        this.in = in;
    }

    void signIn(String url, String username, boolean register) throws IOException {
        Accounts accounts;
        try {
            accounts = new Accounts(new HttpTransport(), url);
        } catch (IllegalArgumentException wrong) {
            throw new Problem(words.say("wrong_address", url));
        }
        String password = password();
        SignedIn done = register ? accounts.register(username, password, CLIENT)
                : accounts.signIn(username, password, CLIENT);
        new Login(url, done.token()).write(folder);
        out.println(words.say("signed_in", url, done.account().username()));
    }

    void signOut() throws IOException {
        Login login = Login.read(folder);
        if (login != null) {
            new Accounts(new HttpTransport(), login.url()).signOut(login.token());
            Login.forget(folder);
        }
        out.println(words.say("signed_out"));
    }

    void chats() throws IOException, InterruptedException {
        try (Session session = Session.open(folder, words)) {
            session.client.read(replica -> {
                List<ChatRows> found = new ArrayList<>(replica.chats().values());
                found.removeIf(rows -> rows.chat() == null || rows.chat().deleted());
                found.sort(Comparator.comparing(rows -> session.names.name(replica, rows)));
                for (ChatRows rows : found) {
                    Message last = rows.message(rows.lastSeq());
                    String shown = last == null ? "" : session.names.line(replica, last);
                    String unread = Long.toString(replica.unread(rows.chat().id()));
                    out.println(session.names.name(replica, rows) + "\t" + unread + "\t" + shown);
                }
                return null;
            });
        }
    }

    void read(String chat, String count) throws IOException, InterruptedException {
        long shown = Math.min(Math.max(number(count == null ? Long.toString(SHOWN) : count), 1), MOST_SHOWN);
        try (Session session = Session.open(folder, words)) {
            String chatId = session.chat(chat);
            History page = session.call(new GetHistory(chatId).withLimit(shown));
            session.client.remember(chatId, page);
            for (Message message : page.messages()) {
                out.println(session.client.<String>read(replica -> session.names.line(replica, message)));
            }
            if (!page.messages().isEmpty()) {
                long last = page.messages().get(page.messages().size() - 1).seq();
                session.await(session.client.post(new MarkChat(chatId).withReadSeq(last)));
            }
        }
    }

    void send(String chat, String text, String replyTo) throws IOException, InterruptedException {
        Long answered = replyTo == null ? null : (Long) number(replyTo);
        try (Session session = Session.open(folder, words)) {
            session.send(session.chat(chat), text, answered);
        }
    }

    void follow(String chat) throws IOException, InterruptedException {
        try (Session session = Session.open(folder, words)) {
            new Talk(session, words, out).follow(chat == null ? null : session.chat(chat));
            // Until somebody stops the program.
            new CountDownLatch(1).await();
        }
    }

    void talk(String chat) throws IOException, InterruptedException {
        try (Session session = Session.open(folder, words)) {
            String chatId = session.chat(chat);
            Talk talk = new Talk(session, words, out);
            talk.follow(chatId);
            talk.write(chatId, in);
        }
    }

    private long number(String said) {
        String digits = said.startsWith("#") ? said.substring(1) : said;
        if (!digits.matches("\\d{1,15}")) {
            throw new Problem(words.say("not_a_number", said));
        }
        return Long.parseLong(digits);
    }

    private String password() throws IOException {
        if (System.console() != null) {
            char[] typed = System.console().readPassword("%s", words.say("password"));
            return typed == null ? "" : new String(typed);
        }
        String line = in.readLine();
        return line == null ? "" : line;
    }
}
