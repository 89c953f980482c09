package molva.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * A server's addresses; both end in the path of the API.
 *
 * @param http for requests
 * @param webSocket for connections
 */
public record Address(URI http, URI webSocket) {
    private static final String API_PATH = "/api/v1";

    /**
     * Takes {@code https://chat.example.org}, with a port or a path prefix if need be; without a scheme it is https.
     *
     * @throws IllegalArgumentException not an address of a server, or one that carries a password
     */
    public static Address parse(String url) {
        URI parts;
        try {
            parts = new URI(url.contains("://") ? url : "https://" + url);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("not the address of a server: " + url, wrong);
        }
        if (!Set.of("http", "https").contains(String.valueOf(parts.getScheme())) || parts.getHost() == null) {
            throw new IllegalArgumentException("not the address of a server: " + url);
        }
        if (parts.getUserInfo() != null || parts.getQuery() != null || parts.getFragment() != null) {
            throw new IllegalArgumentException("the address of a server has no user, query or fragment");
        }
        String rest = "://" + parts.getRawAuthority() + parts.getRawPath().replaceAll("/+$", "") + API_PATH;
        boolean secure = parts.getScheme().equals("https");
        return new Address(URI.create(parts.getScheme() + rest), URI.create((secure ? "wss" : "ws") + rest + "/ws"));
    }
}
