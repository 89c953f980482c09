package molva.client;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Which catalogue of words is for whom: Russian for Russian, English for everybody else. */
public final class Languages extends ResourceBundle.Control {
    /** For {@link ResourceBundle#getBundle(String, Locale, ResourceBundle.Control)}. */
    public static final ResourceBundle.Control EN_OR_RU = new Languages();

    private Languages() {}

    @Override
    public List<String> getFormats(String base) {
        return FORMAT_PROPERTIES;
    }

    @Override
    public List<Locale> getCandidateLocales(String base, Locale locale) {
        // The machine's own language is no fallback: whoever asks for English gets it on a Russian machine.
        return List.of(Locale.forLanguageTag(locale.getLanguage().equals("ru") ? "ru" : "en"));
    }

    @Override
    public Locale getFallbackLocale(String base, Locale locale) {
        return null;
    }
}
