package molva.client;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import molva.json.Fields;
import molva.json.Json;
import molva.json.Writable;
import molva.schema.Done;
import molva.schema.Error;
import molva.schema.Register;
import molva.schema.SignIn;
import molva.schema.SignOut;
import molva.schema.SignedIn;

/** Getting a token: the few commands that come before a connection, over HTTP; each waits for its answer. */
public final class Accounts {
    private final Transport transport;
    private final String url;
    private final Address address;

    /** @param url the server's address as people type it */
    public Accounts(Transport transport, String url) {
        this.transport = transport;
        this.url = url;
        this.address = Address.parse(url);
    }

    /**
     * Signs in by username or e-mail address; the token is in the answer.
     *
     * @param client what the list of sessions calls this program
     * @throws Refusal unknown user or wrong password, or too many attempts
     * @throws Failure.Unreachable no server answers there
     */
    public SignedIn signIn(String login, String password, String client) {
        return withToken(request("POST", "/sessions", new SignIn(login, password, client, true), "", SignedIn::read));
    }

    /**
     * Creates an account and signs in.
     *
     * @throws Refusal any that {@code register} names
     * @throws Failure.Unreachable no server answers there
     */
    public SignedIn register(String username, String password, String client) {
        Register command = new Register(username, password).withClient(client).withToken(true);
        return withToken(request("POST", "/users", command, "", SignedIn::read));
    }

    /**
     * Ends the session of a token.
     *
     * @throws Refusal it has ended already
     * @throws Failure.Unreachable no server answers there
     */
    public void signOut(String token) {
        request("DELETE", "/sessions/current", new SignOut(), token, Done::read);
    }

    private <A> A request(String method, String path, Writable command, String token, Function<Object, A> answer) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json", "Accept-Language", "en"));
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        String body = null;
        if (method.equals("POST")) {
            headers.put("Content-Type", "application/json");
            Map<String, Object> fields = new LinkedHashMap<>(Fields.of(command.write()).map());
            fields.values().removeIf(value -> value == null);
            fields.remove("type");
            body = Json.text(fields);
        }
        try {
            URI there = URI.create(address.http() + path);
            Transport.HttpAnswer told = transport.request(method, there, headers, body);
            Object value = Json.parse(told.body());
            if (told.status() >= 400) {
                throw new Refusal(Error.read(value));
            }
            return answer.apply(value);
        } catch (IOException nobody) {
            throw new Failure.Unreachable(url, nobody);
        } catch (Json.Invalid other) {
            throw new Failure.UnreadableAnswer(url + " does not answer like a Molva server", other);
        }
    }

    private static SignedIn withToken(SignedIn signedIn) {
        if (signedIn.token() == null) {
            throw new Failure.UnreadableAnswer("the server gave no token", null);
        }
        return signedIn;
    }
}
