package molva.json;

/** What can say itself in JSON. */
public interface Writable {
    /**
     * Says the value in JSON's own terms.
     *
     * @return a map, a list, a text, a number, a boolean or null; values inside may be {@code Writable} again
     */
    Object write();
}
