package molva.console;

/** What a person can mend, in a sentence to them. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    Problem(String sentence) {
        super(sentence);
    }
}
