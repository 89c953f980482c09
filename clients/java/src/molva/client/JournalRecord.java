package molva.client;

import molva.json.Fields;
import molva.json.Json;
import molva.json.Reads;
import molva.json.Writable;
import molva.schema.Command;
import molva.schema.Posted;

/** A line of a journal. */
public sealed interface JournalRecord extends Writable {
    /** Reads one; throws {@link Json.Invalid} for what is none. */
    static JournalRecord read(Object value) {
        Fields json = Fields.of(value);
        String type = json.get("type", Reads::text);
        return switch (type) {
            case "post" -> new Entry(json.get("id", Reads::text), posted(json));
            case "settled" -> new Settled(json.get("id", Reads::text));
            case "owner" -> new Owner(json.get("user_id", Reads::text));
            default -> throw new Json.Invalid("no record: " + type);
        };
    }

    private static Posted<?> posted(Fields json) {
        if (json.get("command", Command::read) instanceof Posted<?> posted) {
            return posted;
        }
        throw new Json.Invalid("a command that cannot be posted");
    }

    /**
     * A command on its way.
     *
     * @param id names it in the journal; of a message it is the message's own
     */
    record Entry(String id, Posted<?> command) implements JournalRecord {
        @Override
        public Object write() {
            return Fields.empty().put("type", "post").put("id", id).put("command", command).map();
        }
    }

    /** The entry has been answered, with success or for good without. */
    record Settled(String id) implements JournalRecord {
        @Override
        public Object write() {
            return Fields.empty().put("type", "settled").put("id", id).map();
        }
    }

    /** Whose commands these are. */
    record Owner(String userId) implements JournalRecord {
        @Override
        public Object write() {
            return Fields.empty().put("type", "owner").put("user_id", userId).map();
        }
    }
}
