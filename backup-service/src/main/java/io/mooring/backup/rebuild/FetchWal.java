package io.mooring.backup.rebuild;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.ReadObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings stored WAL into a folder, decrypted and checked, under the names that PostgreSQL asks for. */
public final class FetchWal {

    private final Path folder;
    private final DecryptionKey key;
    private final Observer observer;
    private final List<String> passedOver = new ArrayList<>();

    /** Is told as it goes. */
    @FunctionalInterface
    public interface Observer {
        /** So many bytes of WAL came with another piece. */
        void read(long bytes);

        /** The file is there as a whole. */
        default void fetched(WalFile file) {}
    }

    public FetchWal(Path folder, DecryptionKey key, Observer observer) {
        this.folder = folder;
        this.key = key;
        this.observer = observer;
    }

    /**
     * A file that is there already is not fetched again; none is there but whole ones. Where an object is missing or damaged the next location
     * is asked for it.
     *
     * @throws ReadFailure naming the object, when no location gives it
     */
    public void fetch(Iterable<WalFile> files) throws ReadFailure, IOException, InterruptedException {
        for (WalFile file : files) {
            if (!Files.exists(folder.resolve(file.name()))) {
                fetch(file);
            }
        }
    }

    /** What was wrong with copies in whose place another one was taken. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    private void fetch(WalFile file) throws ReadFailure, IOException, InterruptedException {
        Iterator<BackupLocation> locations = file.locations().iterator();
        while (locations.hasNext()) {
            try {
                fetch(file, locations.next());
                return;
            } catch (ReadFailure failure) {
                if (!locations.hasNext()) {
                    throw failure;
                }
                if (!hasBeenReplaced(file, failure)) {
                    passedOver.add(failure.getMessage() + " Another location's copy of it was taken instead.");
                }
            }
        }
    }

    /** The segment that is being filled is replaced again and again, at one location after the other: no copy of it is missing then. */
    private static boolean hasBeenReplaced(WalFile file, ReadFailure failure) {
        return failure.fault() == ReadFault.OBJECT_MISSING
                && file.object().key().contains(".partial.");
    }

    private void fetch(WalFile file, BackupLocation location) throws ReadFailure, IOException, InterruptedException {
        Path part = folder.resolve(file.name() + ".part");
        Files.deleteIfExists(part);
        try (OutputStream out = Channels.newOutputStream(OwnerOnly.open(part, StandardOpenOption.WRITE))) {
            new ReadObject(location).read(file.object(), key, (data, from, length) -> {
                out.write(data, from, length);
                observer.read(length);
            });
        }
        // Whom the server runs as may not be us.
        Files.setOwner(part, Files.getOwner(folder));
        Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        observer.fetched(file);
    }
}
