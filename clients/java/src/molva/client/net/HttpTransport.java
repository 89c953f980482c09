package molva.client.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import molva.client.Transport;

/** HTTP and WebSocket by {@code java.net.http}. */
public final class HttpTransport implements Transport {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(OPEN_WITHIN)
            .build();

    @Override
    public HttpAnswer request(String method, URI address, Map<String, String> headers, String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN);
        headers.forEach(request::header);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new HttpAnswer(answer.statusCode(), answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    @Override
    public void open(URI address, Map<String, String> headers, String subprotocol, Listener listener) {
        WebSocket.Builder opening = client.newWebSocketBuilder().connectTimeout(OPEN_WITHIN).subprotocols(subprotocol);
        headers.forEach(opening::header);
        opening.buildAsync(address, new JdkSocket(listener)).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof WebSocketHandshakeException refused) {
                listener.failed(refused.getResponse().statusCode(), retryAfterMs(refused.getResponse().headers()));
            } else {
                listener.failed(0, 0);
            }
            return null;
        });
    }

    private static long retryAfterMs(HttpHeaders headers) {
        String seconds = headers.firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) * 1_000 : 0;
    }
}
