package molva.client;

import java.util.ArrayList;
import java.util.List;
import molva.schema.Call;

/** What a frame led to: calls to send, rows that changed, and whether this connection is of no more use. */
final class Outcome {
    final List<Call> send = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    boolean broken;
}
