package molva.client;

import java.util.List;
import molva.schema.Signal;
import molva.schema.Welcome;

/** What a conversation reports. */
sealed interface Event {
    /** The server knows us. */
    record Welcomed(Welcome welcome) implements Event {}

    /** Rows of the replica changed. */
    record Changed(List<Change> changes) implements Event {}

    /** The replica is as new as the server's tables. */
    record CaughtUp() implements Event {}

    /** A signal, to be shown now. */
    record Heard(Signal signal) implements Event {}

    /** The call {@code ref} has a result; if it failed, {@code failure} is why, and the result is null. */
    record Answered(long ref, Object result, RuntimeException failure) implements Event {}

    /** A posted command has its answer, or was refused for good; {@code failure} is why. */
    record Delivered(JournalRecord.Entry entry, Object result, RuntimeException failure) implements Event {}
}
