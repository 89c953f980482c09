package molva.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import molva.json.Json;

/** The files of the repository's folder {@code contract}, to which every client is held. */
public final class Contract {
    private final Path folder;

    /** @param folder the folder {@code contract} */
    public Contract(Path folder) {
        this.folder = folder;
    }

    /** Reads every file of {@code frames} or {@code stories}, by its name. */
    public Map<String, Object> files(String kind) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Path path : paths(kind)) {
            found.put(path.getFileName().toString(), Json.parse(Files.readString(path)));
        }
        return found;
    }

    /** Shows one section of all files of frames: each example with its name. */
    public void each(String section, BiConsumer<String, Map<String, Object>> shown) throws IOException {
        for (Object file : files("frames").values()) {
            Object examples = object(file).getOrDefault(section, Map.of());
            object(examples).forEach((name, example) -> shown.accept(name, object(example)));
        }
    }

    /** The bare frame of this name. */
    public Map<String, Object> frame(String name) throws IOException {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        each("frames", found::put);
        return found.get(name);
    }

    /** Takes a value for an object. */
    @SuppressWarnings("unchecked") // A parsed object has texts for keys: see Json.
    public static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** Takes a value for an array of objects; none for null. */
    public static List<Map<String, Object>> objects(Object value) {
        List<?> items = value == null ? List.of() : (List<?>) value;
        return items.stream().map(Contract::object).collect(Collectors.toList());
    }

    /** What a value is once it has been on the wire. */
    public static Object told(Object value) {
        return Json.parse(Json.text(value));
    }

    private List<Path> paths(String kind) throws IOException {
        try (Stream<Path> paths = Files.list(folder.resolve(kind))) {
            return paths.sorted().collect(Collectors.toList());
        }
    }
}
