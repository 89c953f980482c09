package molva.client;

import static molva.testing.Contract.object;
import static molva.testing.Contract.told;
import static molva.testing.Report.same;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import molva.client.Event.Answered;
import molva.json.Json;
import molva.json.Writable;
import molva.schema.Call;
import molva.schema.Command;
import molva.schema.GetHistory;
import molva.schema.Hello;
import molva.schema.History;

/** A device of a story: does what the step says, compares what it says by itself, and takes what it hears. */
final class StoryDevice {
    /** Calls with smaller numbers are a client's own, about gaps. */
    private static final long AUTHORS_FIRST_REF = 1001;

    final Conversation conversation =
            new Conversation(new Replica(Replica.KEPT_MESSAGES), new Outbox(() -> 0.5));

    /** What it asks by itself, in order. */
    final List<Map<String, Object>> asks = new ArrayList<>();

    private final Map<Object, Object> refs = new HashMap<>();
    private final Map<Long, String> pages = new HashMap<>();
    private List<Map<String, Object>> late = List.of();

    void act(Map<String, Object> step) {
        if (Boolean.TRUE.equals(step.get("leaves"))) {
            conversation.end();
        } else if (step.get("says") instanceof Map<?, ?> frame) {
            say(object(frame));
        }
    }

    private void say(Map<String, Object> frame) {
        if (frame.get("type").equals(Hello.TYPE)) {
            conversation.begin(0);
            Hello hello = Hello.read(frame);
            same(List.of(told(new Hello(conversation.replica.epoch, hello.revs()))), said());
        } else if (frame.get("type").equals(Call.TYPE) && (long) frame.get("ref") < AUTHORS_FIRST_REF) {
            number(frame, asks.remove(0));
        } else if (frame.get("type").equals(Call.TYPE)) {
            Command<?> command = Command.read(frame.get("command"));
            long ref = conversation.call(command, 0);
            same(List.of(told(new Call(ref, command))), said());
            refs.put(frame.get("ref"), ref);
            if (command instanceof GetHistory page) {
                pages.put(ref, page.chatId());
            }
        }
    }

    private void number(Map<String, Object> wanted, Map<String, Object> found) {
        refs.put(wanted.get("ref"), found.get("ref"));
        same(wanted, with(found, "ref", wanted.get("ref")));
    }

    /** Takes the frames of a step as the link lets them through. */
    void hear(List<Map<String, Object>> frames, String fate) {
        List<Map<String, Object>> arriving = new ArrayList<>();
        for (Map<String, Object> frame : "lost".equals(fate) || "late".equals(fate) ? List.<Map<String, Object>>of() : frames) {
            arriving.add(frame);
            if ("twice".equals(fate)) {
                arriving.add(frame);
            }
        }
        arriving.addAll(late);
        late = "late".equals(fate) ? frames : List.of();
        for (Map<String, Object> frame : arriving) {
            if (frame.get("type").equals("closed")) {
                conversation.end();
            } else if (!frame.containsKey("ref")) {
                take(frame);
            } else if (refs.containsKey(frame.get("ref"))) {
                take(with(frame, "ref", refs.get(frame.get("ref"))));
            }
        }
        asks.addAll(said());
    }

    private void take(Map<String, Object> frame) {
        for (Event event : conversation.receive(Json.text(frame), 0)) {
            if (!(event instanceof Answered answered)) {
                continue;
            }
            if (answered.failure() instanceof Refusal refusal) {
                same(object(frame.get("error")).get("code"), refusal.code());
            } else {
                same(frame.get("result"), told((Writable) answered.result()));
            }
            if (answered.result() instanceof History page) {
                conversation.replica.remember(pages.get(answered.ref()), page);
            }
        }
    }

    private List<Map<String, Object>> said() {
        List<Map<String, Object>> found = new ArrayList<>();
        conversation.take().forEach(text -> found.add(object(Json.parse(text))));
        return found;
    }

    private static Map<String, Object> with(Map<String, Object> frame, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(frame);
        changed.put(name, value);
        return changed;
    }
}
