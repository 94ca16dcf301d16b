package io.mooring.backup.rebuild;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A backup's content, decrypted and decompressed into one file that only we can read, several chunks at a time, each at its known place.
 * pg_restore needs a file to work in parallel. A folder is one spool's; whoever opens it again after a crash goes on with the chunks that are
 * missing. The file holds what the backup keeps secret: {@link #remove()} it as soon as it is not needed.
 */
public final class Spool {

    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path folder;
    private final StoredBackup backup;
    private final DecryptionKey key;
    private final int parallel;
    private final long reserveBytes;

    /**
     * @param folder this spool's own, made when it is not there
     * @param parallel chunks at a time
     * @param reserveBytes that must stay free on the disk
     */
    public Spool(Path folder, StoredBackup backup, DecryptionKey key, int parallel, long reserveBytes) {
        this.folder = folder;
        this.backup = backup;
        this.key = key;
        this.parallel = parallel;
        this.reserveBytes = reserveBytes;
    }

    /**
     * Fills what is missing. Blocking; an interrupt ends it, and what is whole by then stays for the next time.
     *
     * @param bytes told now and then how many bytes of content are in the file; goes back when a chunk must be read again
     * @return the file, all of it proven
     */
    public Path fill(LongConsumer bytes) throws ReadFailure, RebuildFailure, InterruptedException {
        Path file = folder.resolve("content");
        try {
            OwnerOnly.folder(folder);
            if (!Files.exists(file)) {
                Files.deleteIfExists(folder.resolve("journal"));
            }
            try (SpoolJournal journal =
                            SpoolJournal.open(folder.resolve("journal"), ReadChunks.sha256(backup.manifestBytes()));
                    FileChannel channel = OwnerOnly.open(file, StandardOpenOption.WRITE)) {
                fill(journal, channel, bytes);
            }
            return file;
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while spooling");
            }
            throw failed(failure);
        }
    }

    /** Removes the folder with all that is in it. */
    public void remove() throws RebuildFailure {
        remove(folder);
    }

    /** The same for a spool of which only the folder is known. */
    public static void remove(Path folder) throws RebuildFailure {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new RebuildFailure(
                    RebuildFault.SPOOL_FAILED,
                    "The folder " + folder + ", which holds decrypted data, cannot be removed: " + failure.getMessage(),
                    "Remove it by hand.",
                    failure);
        }
    }

    private void fill(SpoolJournal journal, FileChannel channel, LongConsumer bytes)
            throws IOException, ReadFailure, RebuildFailure, InterruptedException {
        AtomicLong written = new AtomicLong();
        List<Callable<Void>> missing = new ArrayList<>();
        long missingBytes = 0;
        long offset = 0;
        List<StoredChunk> chunks = backup.chunks();
        for (int i = 0; i < chunks.size(); i++) {
            StoredChunk chunk = chunks.get(i);
            if (journal.has(i)) {
                written.addAndGet(chunk.sourceBytes());
            } else {
                Place place = new Place(channel, offset, written, bytes);
                int number = i;
                missing.add(() -> readChunk(chunk, place, () -> journal.add(number)));
                missingBytes += chunk.sourceBytes();
            }
            offset += chunk.sourceBytes();
        }
        requireSpace(missingBytes);
        bytes.accept(written.get());
        share(missing);
        channel.truncate(offset);
    }

    private void share(List<Callable<Void>> missing) throws ReadFailure, IOException, InterruptedException {
        try {
            Workers.share("spool", parallel, missing);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case ReadFailure failure -> throw failure;
                case IOException failure -> throw failure;
                case InterruptedException stopped -> throw stopped;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("spooling broke", failed.getCause());
            }
        }
    }

    /** A chunk is in the journal only once all of it is proven. */
    private @org.jspecify.annotations.Nullable Void readChunk(StoredChunk chunk, Place place, Done done)
            throws ReadFailure, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Writing writing = place.begin();
            try {
                new ReadChunks(backup).read(chunk, key, writing::write);
                done.note();
                return null;
            } catch (ReadFailure failure) {
                writing.takeBack();
                if (failure.fault() != ReadFault.LOCATION_UNREACHABLE || attempt == ATTEMPTS) {
                    throw failure;
                }
                Thread.sleep(PAUSE.multipliedBy(attempt));
            }
        }
    }

    private void requireSpace(long needed) throws IOException, RebuildFailure {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free - reserveBytes < needed) {
            throw new RebuildFailure(
                    RebuildFault.NO_SPACE,
                    "The decrypted backup needs %d bytes in %s, of which %d are free and %d must stay so."
                            .formatted(needed, folder, free, reserveBytes),
                    "Free some space, or name a folder on a larger disk in backup.restore.folder.");
        }
    }

    private RebuildFailure failed(IOException failure) {
        boolean full = String.valueOf(failure.getMessage()).contains("No space left");
        return new RebuildFailure(
                full ? RebuildFault.NO_SPACE : RebuildFault.SPOOL_FAILED,
                "The decrypted backup cannot be written to " + folder + ": " + failure.getMessage(),
                "Check that folder and its disk; backup.restore.folder names it.",
                failure);
    }

    @FunctionalInterface
    private interface Done {
        void note() throws IOException;
    }

    /** Where a chunk's content belongs. */
    private record Place(FileChannel channel, long offset, AtomicLong total, LongConsumer observer) {

        Writing begin() {
            return new Writing(this);
        }
    }

    /** One attempt at writing it. */
    private static final class Writing {

        private final Place place;
        private long count;

        Writing(Place place) {
            this.place = place;
        }

        void write(byte[] data, int from, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(data, from, length);
            while (bytes.hasRemaining()) {
                count += place.channel().write(bytes, place.offset() + count);
            }
            place.observer().accept(place.total().addAndGet(length));
        }

        void takeBack() {
            place.observer().accept(place.total().addAndGet(-count));
        }
    }
}
