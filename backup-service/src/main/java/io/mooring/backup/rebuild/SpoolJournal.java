package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which chunks are spooled whole: a line each, after a heading that names the backup and the system's start. What a killed process wrote is
 * in the page cache and true; after a power cut it may not be on the disk, and then another boot id makes everything begin anew.
 */
final class SpoolJournal implements AutoCloseable {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final FileChannel channel;
    private final Set<Integer> done;

    private SpoolJournal(FileChannel channel, Set<Integer> done) {
        this.channel = channel;
        this.done = done;
    }

    /** Goes on with the file when it is about the same backup since the same start of the system, else begins it anew. */
    static SpoolJournal open(Path file, String backup) throws IOException {
        String heading = backup + " " + bootId();
        SpoolJournal journal =
                new SpoolJournal(OwnerOnly.open(file, StandardOpenOption.WRITE), new HashSet<>(read(file, heading)));
        // Written anew, so that a line that was cut off is not joined by the next. Killed here, only progress is lost.
        journal.channel.truncate(0);
        journal.write(heading);
        for (int chunk : journal.done) {
            journal.write(Integer.toString(chunk));
        }
        return journal;
    }

    synchronized boolean has(int chunk) {
        return done.contains(chunk);
    }

    synchronized void add(int chunk) throws IOException {
        write(Integer.toString(chunk));
        done.add(chunk);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Set<Integer> read(Path file, String heading) throws IOException {
        if (!Files.exists(file)) {
            return new HashSet<>();
        }
        String text = Files.readString(file);
        // A line without its end is one that was being written.
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        Set<Integer> done = new HashSet<>();
        if (!lines.isEmpty() && lines.getFirst().equals(heading)) {
            for (String line : lines.subList(1, lines.size())) {
                done.add(Integer.parseInt(line));
            }
        }
        return done;
    }

    private static String bootId() throws IOException {
        return Files.exists(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "unknown";
    }
}
