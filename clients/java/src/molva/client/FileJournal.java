package molva.client;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import molva.json.Json;

/** One file of JSON lines, readable by its owner only, and a lock beside it for as long as the journal is open. */
public final class FileJournal implements Journal {
    private final Path path;
    private final FileChannel lock;
    private FileChannel file;
    private long size;
    private int settled;

    /**
     * Opens or creates {@code outbox.jsonl} in a folder.
     *
     * @throws Failure.FolderInUse another program has it open
     * @throws IOException the disk is full or failing
     */
    public FileJournal(Path folder) throws IOException {
        path = folder.resolve("outbox.jsonl");
        Files.createDirectories(folder);
        lock = open(folder.resolve("outbox.jsonl.lock"));
        try {
            if (lock.tryLock() == null) {
                throw new Failure.FolderInUse(folder.toString());
            }
        } catch (OverlappingFileLockException sameProgram) {
            throw new Failure.FolderInUse(folder.toString());
        }
        file = open(path);
        syncFolder();
        size = file.size();
    }

    /** Every whole record; a torn end, left by a crash while writing, is cut off. */
    @Override
    public List<JournalRecord> read() throws IOException {
        byte[] data = Files.readAllBytes(path);
        List<JournalRecord> records = new ArrayList<>();
        int kept = 0;
        for (int at = 0; at < data.length; at++) {
            if (data[at] != '\n') {
                continue;
            }
            try {
                String line = new String(data, kept, at - kept, StandardCharsets.UTF_8);
                records.add(JournalRecord.read(Json.parse(line)));
            } catch (Json.Invalid torn) {
                break;
            }
            kept = at + 1;
        }
        if (kept < data.length) {
            file.truncate(kept);
        }
        size = kept;
        settled = settledIn(records);
        return records;
    }

    @Override
    public void append(JournalRecord record, boolean durable) throws IOException {
        byte[] line = line(record);
        try {
            write(file, line, size);
            if (durable) {
                file.force(true);
            }
        } catch (IOException failing) {
            file.truncate(size);
            throw failing;
        }
        size += line.length;
        settled += record instanceof JournalRecord.Settled ? 1 : 0;
    }

    @Override
    public void replace(List<JournalRecord> records) throws IOException {
        Path fresh = path.resolveSibling("outbox.jsonl.new");
        long written = 0;
        try (FileChannel out = open(fresh)) {
            out.truncate(0);
            for (JournalRecord record : records) {
                byte[] line = line(record);
                write(out, line, written);
                written += line.length;
            }
            out.force(true);
        }
        Files.move(fresh, path, ATOMIC_MOVE);
        syncFolder();
        file.close();
        file = open(path);
        size = written;
        settled = settledIn(records);
    }

    @Override
    public int settled() {
        return settled;
    }

    @Override
    public void close() throws IOException {
        file.close();
        lock.close();
    }

    private static FileChannel open(Path path) throws IOException {
        FileChannel opened = FileChannel.open(path, READ, WRITE, CREATE);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        return opened;
    }

    private static void write(FileChannel file, byte[] data, long at) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(data);
        while (rest.hasRemaining()) {
            file.write(rest, at + rest.position());
        }
    }

    private static byte[] line(JournalRecord record) {
        return (Json.text(record) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static int settledIn(List<JournalRecord> records) {
        return (int) records.stream().filter(JournalRecord.Settled.class::isInstance).count();
    }

    /** Makes the names in the folder durable, as forcing a file does not; Windows has no such thing and needs none. */
    private void syncFolder() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
                folder.force(true);
            }
        }
    }
}
