package io.mooring.backup.pipeline;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All copies of one run: every block goes to each of them; one that fails drops out, and when none is left that is the end. */
final class Copies implements CipherSink, AutoCloseable {

    /** How long a cancelled or failed run waits for its remains to be removed, and how long a good one does. */
    private static final Duration PATIENCE_WITHOUT_BACKUP = Duration.ofSeconds(30);

    private static final Duration PATIENCE_WITH_BACKUP = Duration.ofSeconds(3);
    private static final Duration LITTLE = Duration.ofMillis(100);

    private final List<Copy> copies;
    private volatile long storedBytes;
    private boolean kept;

    Copies(List<BackupLocation> locations, String folder, Duration timeout) {
        this.copies = locations.stream()
                .map(location -> new Copy(location, folder, timeout))
                .toList();
        copies.forEach(Copy::start);
    }

    /** Bytes of ciphertext made, once however many copies there are. */
    long storedBytes() {
        return storedBytes;
    }

    List<CopyProgress> progress() {
        return copies.stream().map(Copy::progress).toList();
    }

    @Override
    public void begin(String name) throws IOException {
        each(copy -> copy.begin(name));
    }

    @Override
    public void bytes(Block block) throws IOException {
        each(copy -> copy.bytes(block));
        storedBytes += block.length();
    }

    @Override
    public void end() throws IOException {
        each(Copy::commit);
    }

    /** Fails the copies of locations that do not have what the backup refers to: it could not be restored from there. */
    void giveUpWithout(List<Manifest.Reference> references, String planId) throws NoCopyLeft {
        if (references.isEmpty()) {
            return;
        }
        copies.stream().filter(Copy::writing).forEach(copy -> copy.giveUpWithout(references, planId));
        if (lost()) {
            throw new NoCopyLeft();
        }
    }

    /** What the backup consists of and refers to must not be deletable before its manifest is. */
    void lock(List<Manifest.Reference> references, String planId) throws IOException {
        List<String> others = references.stream()
                .map(reference -> ObjectKeys.folder(planId, reference.runId()) + reference.name())
                .toList();
        each(copy -> copy.lock(others));
    }

    /** Writes signature and manifest, the manifest last, and waits until every copy is stored or failed. */
    void finish(byte[] manifest, byte @Nullable [] signature) throws IOException, InterruptedException {
        if (signature != null) {
            object(ObjectKeys.MANIFEST_SIGNATURE, signature);
        }
        object(ObjectKeys.MANIFEST, manifest);
        each(Copy::finish);
        for (Copy copy : copies) {
            while (!copy.awaitEnd(LITTLE)) {
                // awaitEnd gives up on a copy that no longer moves.
            }
        }
        if (copies.stream().noneMatch(Copy::stored)) {
            throw new NoCopyLeft();
        }
    }

    /** From now on {@link #close()} leaves the stored copies alone. */
    void keep() {
        kept = true;
    }

    /** Why there is no copy: the first location's reason. */
    BackupFailure noneLeft() {
        return LocationFailures.of(copies);
    }

    boolean lost() {
        return copies.stream().noneMatch(copy -> copy.writing() || copy.stored());
    }

    /** Removes every copy unless they were kept. A failed one goes on being removed when there is no more waiting for it. */
    @Override
    public void close() {
        if (!kept) {
            copies.forEach(Copy::discard);
        }
        Duration patience = kept ? PATIENCE_WITH_BACKUP : PATIENCE_WITHOUT_BACKUP;
        copies.stream().filter(copy -> !copy.stored()).forEach(copy -> copy.awaitRemoved(patience));
    }

    private void object(String name, byte[] content) throws IOException {
        begin(name);
        each(copy -> copy.bytes(new Block(content, content.length)));
        end();
    }

    @FunctionalInterface
    private interface Action {
        void on(Copy copy) throws InterruptedException;
    }

    private void each(Action action) throws IOException {
        try {
            for (Copy copy : copies) {
                action.on(copy);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
        if (lost()) {
            throw new NoCopyLeft();
        }
    }

    /** No location takes data any more. */
    static final class NoCopyLeft extends IOException {
        private static final long serialVersionUID = 1L;

        NoCopyLeft() {
            super("no location takes the backup any more");
        }
    }
}
