package molva.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import molva.schema.Rows;

/** A scope whose changes after the replica's revision have been asked for. */
final class Gap {
    /** Frames kept of a scope while its gap is being closed; what comes beyond is asked for once more. */
    private static final int MAX_BUFFERED = 64;

    private final List<Rows> waiting = new ArrayList<>();

    /** The highest revision that is known to exist. */
    long highest;

    /** How often it was asked for. */
    int asked;

    /** When to ask again, monotonic milliseconds; null while an answer is on its way. */
    Long retryAtMs;

    Gap(long highest) {
        this.highest = highest;
    }

    /** Keeps a frame beyond the gap. */
    void keep(Rows frame) {
        highest = Math.max(highest, frame.rev());
        if (waiting.size() < MAX_BUFFERED) {
            waiting.add(frame);
        }
    }

    /** Takes a waiting frame that joins on this revision; null if there is none. */
    Rows ready(long known) {
        for (Iterator<Rows> each = waiting.iterator(); each.hasNext();) {
            Rows frame = each.next();
            if (frame.after() <= known) {
                each.remove();
                return frame;
            }
        }
        return null;
    }
}
