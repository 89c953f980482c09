package molva.client;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import molva.schema.Error;

/** The server refused a command, which has had no effect; {@link molva.schema.ErrorCode} lists the codes. */
public final class Refusal extends Failure {
    private static final long serialVersionUID = 1;
    private static final String SENTENCES = "molva.schema.errors";

    private final transient Error error;

    /** @param error what the server said */
    public Refusal(Error error) {
        super(error.code() + ": " + error.message(), null);
        this.error = error;
    }

    /** What the server said. */
    public Error error() {
        return error;
    }

    /** The code, which stays the same in every version. */
    public String code() {
        return error.code();
    }

    /** Tells whether the same command may succeed later unchanged. */
    public boolean mayRetry() {
        return error.retry();
    }

    /** Milliseconds that the server asks to wait before another attempt; 0 if it named none. */
    public long retryAfterMs() {
        return error.retryAfterMs() == null ? 0 : error.retryAfterMs();
    }

    /** Says it to a person; a code that this version does not know in the server's own words. */
    public String sentence(Locale language) {
        String said;
        try {
            said = ResourceBundle.getBundle(SENTENCES, language, Languages.EN_OR_RU).getString(error.code());
        } catch (MissingResourceException newer) {
            return error.message();
        }
        for (Map.Entry<String, Object> param : error.params().entrySet()) {
            said = said.replace("{" + param.getKey() + "}", String.valueOf(param.getValue()));
        }
        return said;
    }
}
