package molva.client;

import static molva.testing.Contract.object;
import static molva.testing.Contract.objects;
import static molva.testing.Report.same;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import molva.schema.Row;
import molva.testing.Contract;
import molva.testing.Report;

/** Told by nobody but the file what the server said, the client asks what the file says and holds what it must. */
public final class StoriesTest {
    private StoriesTest() {}

    /** Runs the tests. */
    public static void run(Report report, Contract contract) throws IOException {
        contract.files("stories").forEach((name, story) -> report.test("stories: " + name, () -> play(object(story))));
    }

    private static void play(Map<String, Object> story) {
        Map<String, StoryDevice> devices = new LinkedHashMap<>();
        for (Map<String, Object> step : objects(story.get("steps"))) {
            devices.computeIfAbsent((String) step.get("device"), name -> new StoryDevice()).act(step);
            Map<String, Object> hears = object(step.getOrDefault("hears", Map.of()));
            Map<String, Object> fate = object(step.getOrDefault("fate", Map.of()));
            devices.forEach((name, device) -> device.hear(objects(hears.get(name)), (String) fate.get(name)));
        }
        devices.values().forEach(device -> same(List.of(), device.asks));
        object(story.get("holds")).forEach((name, rows) -> {
            Set<Row> wanted = new HashSet<>();
            objects(rows).forEach(row -> wanted.add(Row.read(row)));
            List<Row> found = devices.get(name).conversation.replica.rows();
            same(wanted, new HashSet<>(found));
            same(wanted.size(), found.size());
        });
    }
}
