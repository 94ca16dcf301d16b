package io.mooring.backup.rebuild;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.Tool.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks objects of a file tree, each a tar file by itself, into a folder of its own first: tar does not leave an empty folder, but what one
 * object unpacks to could lead the next one out of it. Only what is a piece goes to the others.
 */
final class UnpackObject {

    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** As the account that tar runs as, to whom the folder must belong. */
    private static final String TAR =
            "rm -rf \"$0\" && mkdir \"$0\" && exec tar --extract --no-same-owner --directory=\"$0\"";

    private final ReadChunks reader;
    private final DecryptionKey key;
    private final Path folder;
    private final List<String> runAs;
    private final Path pieces;
    private final LongConsumer bytes;
    private final AtomicLong unpacked = new AtomicLong();

    UnpackObject(
            StoredBackup backup, DecryptionKey key, Path folder, List<String> runAs, Path pieces, LongConsumer bytes) {
        this.reader = new ReadChunks(backup);
        this.key = key;
        this.folder = folder;
        this.runAs = runAs;
        this.pieces = pieces;
        this.bytes = bytes;
    }

    /** @param incoming name for the object's own folder */
    @Nullable
    Void unpack(StoredChunk object, String incoming) throws ReadFailure, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            AtomicLong count = new AtomicLong();
            try {
                extract(object, incoming, count);
                adopt(object.key(), folder.resolve(incoming), pieces);
                return null;
            } catch (ReadFailure failure) {
                bytes.accept(unpacked.addAndGet(-count.get()));
                if (failure.fault() != ReadFault.LOCATION_UNREACHABLE || attempt == ATTEMPTS) {
                    throw failure;
                }
                Thread.sleep(PAUSE.multipliedBy(attempt));
            }
        }
    }

    private void extract(StoredChunk object, String incoming, AtomicLong count)
            throws ReadFailure, IOException, InterruptedException {
        Path log = folder.resolve(incoming + ".log");
        try (Tool tar = Tool.start(runAs, folder, log, Map.of(), List.of("sh", "-c", TAR, incoming))) {
            @Nullable IOException broken = null;
            try (OutputStream in = tar.input()) {
                reader.read(object, key, (data, from, length) -> {
                    in.write(data, from, length);
                    count.addAndGet(length);
                    bytes.accept(unpacked.addAndGet(length));
                });
            } catch (IOException ended) {
                broken = ended;
            }
            Said said = tar.end();
            if (!said.good()) {
                throw new ToolRefused(object.key() + ": " + said.words());
            }
            if (broken != null) {
                throw broken;
            }
        }
        Files.deleteIfExists(log);
    }

    /** Moves the pieces to the others. */
    static void adopt(String object, Path incoming, Path pieces) throws IOException {
        try (Stream<Path> all = Files.walk(incoming)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                String name = incoming.relativize(file).toString();
                if (!PieceNames.isKnown(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new ToolRefused(object + ": it holds something that is no piece of a file tree");
                }
                Path piece = pieces.resolve(name);
                Files.createDirectories(piece.getParent());
                Files.move(file, piece, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
