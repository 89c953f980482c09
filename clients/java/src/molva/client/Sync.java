package molva.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import molva.schema.Call;
import molva.schema.Changes;
import molva.schema.Error;
import molva.schema.GetChanges;
import molva.schema.Hello;
import molva.schema.Membership;
import molva.schema.Protocol;
import molva.schema.Rows;
import molva.schema.Welcome;

/** Keeps a replica true over connections that lose, repeat and reorder; takes frames and gives those to send, no I/O. */
final class Sync {
    /** Questions about one gap; a server that does not close it is left, and the next connection resumes. */
    private static final int MAX_ASKED = 5;

    private static final long RETRY_MS = 1_000;

    /** Scopes that fit into a hello, at 80 bytes each with quotes and digits; the rest is sent from the start. */
    private static final int HELLO_SCOPES = Protocol.MAX_HELLO_BYTES / 80;

    /** How far a connection has come. */
    enum Phase { WAITING, CATCHING_UP, SYNCED }

    private final Replica replica;
    private final LongSupplier refs;
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final Map<Long, String> byRef = new HashMap<>();
    private Set<String> joined = new HashSet<>();
    private Set<String> overdue = new HashSet<>();
    private Phase phase = Phase.WAITING;

    /**
     * @param replica what is kept
     * @param refs numbers for calls, shared with everybody who calls over the same connection
     */
    Sync(Replica replica, LongSupplier refs) {
        this.replica = replica;
        this.refs = refs;
    }

    Phase phase() {
        return phase;
    }

    /** Begins a connection; what was under way on the last one is forgotten. */
    Hello start() {
        phase = Phase.WAITING;
        gaps.clear();
        byRef.clear();
        joined.clear();
        overdue.clear();
        Map<String, Long> revs = new LinkedHashMap<>();
        replica.revs.entrySet().stream().limit(HELLO_SCOPES).forEach(each -> revs.put(each.getKey(), each.getValue()));
        return new Hello(replica.epoch, revs);
    }

    /** Tells whether the answer to this call belongs here. */
    boolean owns(long ref) {
        return byRef.containsKey(ref);
    }

    /** The server knows us; rows follow. Another database or another user begins from nothing. */
    void welcome(Welcome frame) {
        boolean same = frame.epoch().equals(replica.epoch) && frame.userId().equals(replica.userId);
        if (frame.reset() || !same) {
            replica.reset(frame.epoch(), frame.userId());
        }
        phase = Phase.CATCHING_UP;
    }

    /** Rows were pushed: takes them, or asks for what is missing before them. */
    Outcome rows(Rows frame) {
        Outcome outcome = new Outcome();
        if (frame.after() <= replica.rev(frame.scope())) {
            take(frame, outcome);
        } else if (!gone(frame.scope())) {
            await(frame, outcome);
        }
        return outcome;
    }

    /** Everything missed is here, except chats whose rows were lost on the way. */
    Outcome synced() {
        phase = Phase.SYNCED;
        Outcome outcome = new Outcome();
        replica.memberships().forEach(chatId -> require(chatId, outcome));
        return outcome;
    }

    /** The changes asked for came. */
    Outcome answered(long ref, Changes changes) {
        Outcome outcome = new Outcome();
        String scope = byRef.remove(ref);
        if (!changes.epoch().equals(replica.epoch)) {
            outcome.broken = true;
        } else if (changes.rows().after() <= replica.rev(scope)) {
            take(changes.rows(), outcome);
            close(scope, outcome);
        } else {
            // The replica was emptied while the answer was on its way (left and joined again): ask from the start.
            ask(scope, outcome);
        }
        return outcome;
    }

    /** The changes were refused: waits if the server is busy, forgets the scope if it is not ours any more. */
    void refused(long ref, Error error, long nowMs) {
        String scope = byRef.remove(ref);
        if (error.retry()) {
            gaps.get(scope).retryAtMs = nowMs + (error.retryAfterMs() == null ? RETRY_MS : error.retryAfterMs());
        } else {
            gaps.remove(scope);
        }
    }

    /** Asks again what the server was too busy for, and for chats that were joined and did not come by themselves. */
    Outcome tick(long nowMs) {
        Outcome outcome = new Outcome();
        overdue.forEach(chatId -> require(chatId, outcome));
        overdue = joined;
        joined = new HashSet<>();
        gaps.forEach((scope, gap) -> {
            if (gap.retryAtMs != null && gap.retryAtMs <= nowMs) {
                gap.asked = 0;
                ask(scope, outcome);
            }
        });
        return outcome;
    }

    /** Puts a frame that joins on into the replica, then the waiting ones that now join on. */
    private void take(Rows frame, Outcome outcome) {
        Gap gap = gaps.get(frame.scope());
        for (Rows next = frame; next != null; next = gap == null ? null : gap.ready(replica.rev(frame.scope()))) {
            for (Change change : replica.apply(next)) {
                outcome.changes.add(change);
                if (change.row() instanceof Membership membership) {
                    joined.add(membership.chatId());
                }
            }
        }
    }

    /** Keeps a frame beyond a gap, and asks for what lies between unless that was done. */
    private void await(Rows frame, Outcome outcome) {
        if (!gaps.containsKey(frame.scope())) {
            open(frame.scope(), frame.rev(), outcome);
        }
        gaps.get(frame.scope()).keep(frame);
    }

    private void open(String scope, long highest, Outcome outcome) {
        gaps.put(scope, new Gap(highest));
        ask(scope, outcome);
    }

    /** Asks for the changes after what is here, but not for ever. */
    private void ask(String scope, Outcome outcome) {
        Gap gap = gaps.get(scope);
        if (gap.asked >= MAX_ASKED) {
            outcome.broken = true;
            return;
        }
        long ref = refs.getAsLong();
        gap.asked++;
        gap.retryAtMs = null;
        byRef.put(ref, scope);
        outcome.send.add(new Call(ref, new GetChanges(scope, replica.rev(scope))));
    }

    /** Ends the gap, or asks again if frames beyond it were not kept. */
    private void close(String scope, Outcome outcome) {
        if (replica.rev(scope) >= gaps.get(scope).highest || gone(scope)) {
            gaps.remove(scope);
        } else {
            ask(scope, outcome);
        }
    }

    /** Asks for the rows of a chat that the user is in and of which nothing has come. */
    private void require(String chatId, Outcome outcome) {
        String scope = Scopes.chat(chatId);
        boolean asked = gaps.containsKey(scope);
        if (phase != Phase.SYNCED || asked || gone(scope) || replica.rev(scope) > 0) {
            return;
        }
        open(scope, 1, outcome);
        if (!gaps.containsKey(Scopes.marks(chatId))) {
            open(Scopes.marks(chatId), 0, outcome);
        }
    }

    /** Tells whether rows of the scope are of no use because the user left the chat. */
    private boolean gone(String scope) {
        String chatId = Scopes.chatOf(scope);
        return chatId != null && replica.left(chatId);
    }
}
