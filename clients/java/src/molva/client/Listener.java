package molva.client;

import java.util.List;
import molva.schema.Posted;
import molva.schema.Signal;

/** Hears what happens to a client; called on the client's own thread, where the replica may be read and nothing may wait. */
public interface Listener {
    /** Rows changed. */
    default void changed(List<Change> changes) {}

    /** Somebody types, comes or goes. */
    default void heard(Signal signal) {}

    /** The connection's state changed. */
    default void turned(State state) {}

    /** A posted command was refused for good. */
    default void refused(Posted<?> command, RuntimeException why) {}
}
