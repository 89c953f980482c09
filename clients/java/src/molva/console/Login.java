package molva.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import molva.json.Fields;
import molva.json.Json;
import molva.json.Reads;

/**
 * Where one is signed in, kept in a file that only its owner can read.
 *
 * @param url the server's address
 * @param token the bearer token of the session
 */
record Login(String url, String token) {
    private static final String NAME = "login.json";

    /**
     * Reads the file; null if there is none.
     *
     * @throws IOException it cannot be read
     */
    static Login read(Path folder) throws IOException {
        try {
            Fields json = Fields.of(Json.parse(Files.readString(folder.resolve(NAME))));
            return new Login(json.get("url", Reads::text), json.get("token", Reads::text));
        } catch (NoSuchFileException | Json.Invalid none) {
            return null;
        }
    }

    /**
     * Writes the file.
     *
     * @throws IOException the disk did not take it
     */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        String text = Json.text(Fields.empty().put("url", url).put("token", token).map());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Removes the file.
     *
     * @throws IOException it cannot be removed
     */
    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }
}
