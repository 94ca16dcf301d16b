package io.mooring.backup.wal;

import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.pipeline.SealFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes objects of what was received: whole segments and histories once, the segment being filled again and again. One thread. */
final class SealWal {

    /** Notes a sealed object where it outlives this process; the object may be shipped from then on. */
    interface Note {
        void sealed(WalObject object);
    }

    private final SealFile seal;
    private final WalFolder folder;
    private final SegmentSize size;
    private final int pageBytes;
    private final InstantSource clock;
    private final Note note;
    private final Set<String> known = new HashSet<>();
    private final Map<Segment, Long> shippedBytes = new HashMap<>();
    private @Nullable Segment filling;
    private long filled;

    /** @param found what was sealed before; objects that lie nowhere but here and are not here any more are sealed again */
    SealWal(
            WalTask task,
            WalFolder folder,
            SegmentSize size,
            int pageBytes,
            InstantSource clock,
            List<StoredWal> found,
            Note note) {
        this.seal = task.seal();
        this.folder = folder;
        this.size = size;
        this.pageBytes = pageBytes;
        this.clock = clock;
        this.note = note;
        for (StoredWal each : found) {
            WalObject object = each.object();
            if (!each.locations().isEmpty() || Files.exists(folder.sealed(object.name()))) {
                known.add(object.name());
                WalObject.partialBytes(object.name())
                        .ifPresent(bytes -> shippedBytes.merge(object.segment(), bytes, Math::max));
            }
        }
    }

    /** Seals what is complete, and removes received files that are sealed; the newest stays, for pg_receivewal goes on from it. */
    void complete() throws IOException, KeyUnusable {
        for (Path history : folder.histories()) {
            String file = history.getFileName().toString();
            long timeline = TimelineHistory.timelineOf(file).orElseThrow();
            String text = Files.readString(history, StandardCharsets.UTF_8);
            seal(history, WalObject.name(file), WalKind.HISTORY, new Segment(timeline, 0), new Lsn(0), text);
        }
        List<Path> segments = folder.segments(size);
        for (Path path : segments) {
            String file = path.getFileName().toString();
            Segment segment = Segment.parse(file, size).orElseThrow();
            seal(path, WalObject.name(file), WalKind.SEGMENT, segment, segment.end(size), null);
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            Files.deleteIfExists(segments.get(i));
        }
        folder.forgetLeft();
    }

    /**
     * Seals the segment that is being filled, if there is more in it than before, and all before it are sealed: while a receiver catches up, it
     * completes segments as fast as they are sealed, and one that overtook them would show WAL as stored that is not, and a gap that is none.
     *
     * @param confirmed what the server knows to be on our disk; null when it cannot be asked
     */
    void partial(@Nullable Lsn confirmed) throws IOException, KeyUnusable {
        Optional<Path> path = folder.partial();
        if (path.isEmpty()) {
            return;
        }
        String name = path.get().getFileName().toString().replace(".partial", "");
        Segment segment = Segment.parse(name, size).orElse(null);
        if (segment == null || isEmpty(path.get()) || !areAllSealed(folder.segments(size))) {
            return;
        }
        try {
            long bytes = filled(path.get(), segment, confirmed);
            if (bytes > shippedBytes.getOrDefault(segment, 0L)) {
                Lsn upTo = segment.start(size).plus(bytes);
                seal(path.get(), WalObject.partialName(name, bytes), WalKind.PARTIAL, segment, upTo, null);
                shippedBytes.keySet().removeIf(other -> other.number() < segment.number());
                shippedBytes.put(segment, bytes);
            }
        } catch (NoSuchFileException completed) {
            // pg_receivewal has just renamed it: it is sealed as a whole segment.
        }
    }

    /** Made by us, for pg_receivewal to begin there: what the server knows to be on our disk is not in it. */
    private static boolean isEmpty(Path path) throws IOException {
        try {
            return Files.size(path) == 0;
        } catch (NoSuchFileException completed) {
            return true;
        }
    }

    /** Looked at after the partial one was: what was completed in between counts. */
    private boolean areAllSealed(List<Path> segments) {
        return segments.stream()
                .map(path -> WalObject.name(path.getFileName().toString()))
                .allMatch(known::contains);
    }

    /** What is on our disk, as far as is known; empty before anything is. */
    Optional<Lsn> received() {
        return filling == null
                ? Optional.empty()
                : Optional.of(filling.start(size).plus(filled));
    }

    private long filled(Path path, Segment segment, @Nullable Lsn confirmed) throws IOException {
        if (!segment.equals(filling)) {
            filling = segment;
            filled = 0;
        }
        filled = PartialSegment.filled(path, filled);
        // The content does not show zeros at the end of a record; the server knows. But it may know of what lay in a
        // folder that is
        // gone, and then only what the content shows counts.
        long told = confirmed == null ? 0 : confirmed.minus(segment.start(size));
        if (told > filled && told - filled <= pageBytes && told <= size.bytes()) {
            filled = told;
        }
        return filled;
    }

    private void seal(Path path, String name, WalKind kind, Segment segment, Lsn upTo, @Nullable String history)
            throws IOException, KeyUnusable {
        if (known.contains(name)) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            SealFile.Sealed sealed = seal.seal(in, folder.sealed(name), clock.instant());
            note.sealed(new WalObject(
                    name,
                    kind,
                    segment.timeline(),
                    segment.number(),
                    upTo,
                    sealed.sourceBytes(),
                    sealed.bytes(),
                    sealed.sha256(),
                    history,
                    clock.instant()));
            known.add(name);
        }
    }
}
