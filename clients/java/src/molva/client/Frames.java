package molva.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import molva.json.Fields;
import molva.json.Json;
import molva.json.Reads;
import molva.schema.Message;
import molva.schema.Row;
import molva.schema.Rows;
import molva.schema.ServerFrame;

/** Reads the server's frames with kindness towards newer servers: what is unknown is left out, not fatal. */
final class Frames {
    private Frames() {}

    /** Reads a frame; null where this version knows nothing like it. */
    static ServerFrame read(String text) {
        Object value;
        try {
            value = Json.parse(text);
            return ServerFrame.read(value);
        } catch (Json.Invalid unknown) {
            return kindly(text);
        }
    }

    /** Reads a frame of rows without those that are unknown. */
    private static ServerFrame kindly(String text) {
        try {
            Fields frame = Fields.of(Json.parse(text));
            List<Object> known = new ArrayList<>();
            for (Object row : frame.get("rows", Reads.<Object>list(Reads::anything))) {
                Row found = row(row);
                if (found != null) {
                    known.add(found.write());
                }
            }
            Map<String, Object> values = new LinkedHashMap<>(frame.map());
            values.put("rows", known);
            return Rows.TYPE.equals(values.get("type")) ? Rows.read(Json.parse(Json.text(values))) : null;
        } catch (Json.Invalid nothing) {
            return null;
        }
    }

    /** Reads one row; a message that tells something unknown keeps its place without it. */
    private static Row row(Object value) {
        try {
            return Row.read(value);
        } catch (Json.Invalid unknown) {
            Map<String, Object> values = new LinkedHashMap<>(Fields.of(value).map());
            boolean telling = Message.TYPE.equals(values.get("type")) && values.remove("service") != null;
            try {
                return telling ? Message.read(values) : null;
            } catch (Json.Invalid wrong) {
                return null;
            }
        }
    }
}
