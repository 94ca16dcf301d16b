package io.mooring.backup.location;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes beside the target under a temporary name; the commit flushes file and folder and renames. */
final class FileSink implements ObjectSink {

    private final Path root;
    private final Path temporary;
    private final Path target;
    private final FileChannel channel;
    private boolean moved;
    private boolean committed;

    FileSink(Path root, Path temporary, Path target) throws IOException {
        this.root = root;
        this.temporary = temporary;
        this.target = target;
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws LocationFailure, InterruptedException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(data, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void commit() throws LocationFailure, InterruptedException {
        try {
            channel.force(true);
            channel.close();
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
            DurableFolders.flush(target.getParent());
            committed = true;
        } catch (NoSuchFileException gone) {
            throw new LocationFailure(
                    LocationFault.UNREACHABLE, "The folder " + root + " was taken away while it was written to", gone);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        try (channel) {
            if (!committed) {
                // Moved and not flushed: it would be seen, and a power cut might take it away again.
                Files.deleteIfExists(moved ? target : temporary);
                DurableFolders.removeIfEmpty(root, target.getParent());
            }
        } catch (IOException later) {
            // A leftover; abortLeftovers knows it by its name.
        }
    }

    private LocationFailure failed(IOException failure) throws InterruptedException {
        if (FileFaults.isInterrupt(failure)) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while writing to " + root);
        }
        return FileFaults.of(root, failure);
    }
}
