package molva.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import molva.client.Event.Answered;
import molva.client.Event.Delivered;
import molva.client.JournalRecord.Entry;
import molva.json.Json;
import molva.json.Writable;
import molva.schema.Answer;
import molva.schema.Call;
import molva.schema.Changes;
import molva.schema.Command;
import molva.schema.Ping;
import molva.schema.Protocol;
import molva.schema.Refused;
import molva.schema.Rows;
import molva.schema.ServerFrame;
import molva.schema.Signalled;
import molva.schema.Synced;
import molva.schema.Welcome;

/**
 * One user's talk with the server over any number of connections: text in, text and events out; no I/O.
 *
 * <p>After {@code begin}, {@code receive}, {@code call}, {@code post} or {@code tick}, send what {@link #take} gives.
 * Times are monotonic milliseconds.
 */
final class Conversation {
    final Replica replica;
    final Outbox outbox;

    /** This connection is of no more use: close it and make another. */
    boolean broken;

    private final Sync sync;
    private final Map<Long, Command<?>> calls = new HashMap<>();
    private final Map<Long, Entry> posted = new HashMap<>();
    private Heartbeat heartbeat = new Heartbeat(Protocol.HEARTBEAT_SECONDS * 1_000L, 0);
    private List<String> out = new ArrayList<>();
    private long lastRef;

    Conversation(Replica replica, Outbox outbox) {
        this.replica = replica;
        this.outbox = outbox;
        this.sync = new Sync(replica, this::nextRef);
    }

    /** Tells whether everything missed has come. */
    boolean synced() {
        return sync.phase() == Sync.Phase.SYNCED;
    }

    /** Tells whether the server has said who we are, so that commands may go. */
    boolean welcomed() {
        return sync.phase() != Sync.Phase.WAITING;
    }

    /** A connection is open. */
    void begin(long nowMs) {
        broken = false;
        heartbeat = new Heartbeat(Protocol.HEARTBEAT_SECONDS * 1_000L, nowMs);
        out.clear();
        send(sync.start(), nowMs);
    }

    /** The connection is gone: open calls fail, posted commands wait for the next one. */
    List<Event> end() {
        List<Event> failed = new ArrayList<>();
        calls.keySet().forEach(ref -> failed.add(new Answered(ref, null, new Failure.ConnectionLost())));
        calls.clear();
        posted.clear();
        out.clear();
        sync.start();
        outbox.lost();
        return failed;
    }

    /** Gives the frames to send, in order, each once. */
    List<String> take() {
        List<String> taken = out;
        out = new ArrayList<>();
        return taken;
    }

    /** Sends a command; the number comes back in {@link Answered}. */
    long call(Command<?> command, long nowMs) {
        long ref = nextRef();
        calls.put(ref, command);
        send(new Call(ref, command), nowMs);
        return ref;
    }

    /** Puts a command into the outbox; the journal has it already. */
    void post(Entry entry, long nowMs) {
        outbox.put(entry);
        pump(nowMs);
    }

    /** Does what time asks for: ping, ask again, send again, give up. Call it about once a second. */
    void tick(long nowMs) {
        if (heartbeat.dead(nowMs)) {
            broken = true;
            return;
        }
        settle(sync.tick(nowMs), nowMs);
        pump(nowMs);
        if (heartbeat.pingDue(nowMs)) {
            send(new Ping(), nowMs);
        }
    }

    /**
     * Takes a frame.
     *
     * @throws Failure.WrongUser the outbox holds commands of another user
     */
    List<Event> receive(String text, long nowMs) {
        heartbeat.heard(nowMs);
        ServerFrame frame = Frames.read(text);
        List<Event> events = frame == null ? List.of() : act(frame, nowMs);
        pump(nowMs);
        return events;
    }

    private List<Event> act(ServerFrame frame, long nowMs) {
        if (frame instanceof Welcome welcome) {
            return welcome(welcome, nowMs);
        } else if (frame instanceof Rows rows) {
            return settle(sync.rows(rows), nowMs);
        } else if (frame instanceof Synced) {
            List<Event> events = new ArrayList<>(settle(sync.synced(), nowMs));
            events.add(new Event.CaughtUp());
            return events;
        } else if (frame instanceof Answer answer) {
            return answered(answer, nowMs);
        } else if (frame instanceof Refused refused) {
            return refused(refused, nowMs);
        }
        return frame instanceof Signalled heard ? List.of(new Event.Heard(heard.signal())) : List.of();
    }

    private List<Event> welcome(Welcome frame, long nowMs) {
        if (!outbox.owner.isEmpty() && !outbox.owner.equals(frame.userId())) {
            throw new Failure.WrongUser(outbox.owner);
        }
        outbox.owner = frame.userId();
        heartbeat = new Heartbeat(frame.heartbeatS() * 1_000, nowMs);
        sync.welcome(frame);
        return List.of(new Event.Welcomed(frame));
    }

    private List<Event> settle(Outcome outcome, long nowMs) {
        broken |= outcome.broken;
        outcome.send.forEach(call -> send(call, nowMs));
        return outcome.changes.isEmpty() ? List.of() : List.of(new Event.Changed(outcome.changes));
    }

    private List<Event> answered(Answer frame, long nowMs) {
        Entry entry = posted.remove(frame.ref());
        Command<?> command = entry == null ? calls.remove(frame.ref()) : entry.command();
        try {
            if (sync.owns(frame.ref())) {
                return settle(sync.answered(frame.ref(), Changes.read(frame.result())), nowMs);
            }
            Object result = command == null ? null : command.answer(frame.result());
            return told(frame.ref(), entry, command, result, null);
        } catch (Json.Invalid wrong) {
            broken |= command == null;
            return told(frame.ref(), entry, command, null, new Failure.UnreadableAnswer(wrong.getMessage(), wrong));
        }
    }

    private List<Event> refused(Refused frame, long nowMs) {
        if (frame.ref() == null) {
            broken = true;
            return List.of();
        }
        if (sync.owns(frame.ref())) {
            sync.refused(frame.ref(), frame.error(), nowMs);
            return List.of();
        }
        Refusal refusal = new Refusal(frame.error());
        Entry entry = posted.remove(frame.ref());
        if (entry != null && !outbox.refused(entry.id(), refusal, nowMs)) {
            return List.of();
        }
        return told(frame.ref(), entry, entry == null ? calls.remove(frame.ref()) : null, null, refusal);
    }

    private List<Event> told(long ref, Entry entry, Command<?> command, Object result, RuntimeException failure) {
        if (entry != null) {
            return outbox.settle(entry.id()) ? List.of(new Delivered(entry, result, failure)) : List.of();
        }
        return command == null ? List.of() : List.of(new Answered(ref, result, failure));
    }

    /** Sends what the outbox has ready. */
    private void pump(long nowMs) {
        if (welcomed()) {
            for (Entry entry : outbox.take(nowMs)) {
                long ref = nextRef();
                posted.put(ref, entry);
                send(new Call(ref, entry.command()), nowMs);
            }
        }
    }

    private long nextRef() {
        return ++lastRef;
    }

    private void send(Writable frame, long nowMs) {
        out.add(Json.text(frame));
        heartbeat.sent(nowMs);
    }
}
