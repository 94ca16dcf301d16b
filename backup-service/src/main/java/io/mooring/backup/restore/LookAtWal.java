package io.mooring.backup.restore;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.run.RunFailure;
import io.mooring.backup.wal.ReplayableWal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks whether every piece of WAL is at one of its locations at least, in its size. Each location is listed once. Used by one thread. */
final class LookAtWal {

    private final Map<BackupLocation, Map<String, Long>> listed = new HashMap<>();
    private final Map<BackupLocation, RestoreStopped> away = new HashMap<>();

    /**
     * @param time null: as far as it goes
     * @return what is there. Less than was noted where what is missing is not needed for that time.
     * @throws RestoreStopped naming the first piece that no location has and how far it goes without, or the location that does not answer
     */
    ReplayableWal present(ReplayableWal wal, @Nullable Instant time) throws RestoreStopped {
        for (WalFile file : wal.files(time)) {
            RestoreStopped trouble = trouble(file);
            if (trouble != null) {
                ReplayableWal before = wal.endingBefore(file);
                if (time == null || !before.reaches(time) || !away.isEmpty()) {
                    throw told(trouble, before);
                }
                return before;
            }
        }
        return wal;
    }

    /** Of the location that was asked last; null when one of them has it. */
    private @Nullable RestoreStopped trouble(WalFile file) {
        @Nullable RestoreStopped trouble = null;
        for (BackupLocation location : file.locations()) {
            trouble = trouble(file.object(), location).orElse(null);
            if (trouble == null) {
                return null;
            }
        }
        return trouble;
    }

    private static RestoreStopped told(RestoreStopped trouble, ReplayableWal before) {
        RunFailure failure = trouble.failure();
        Instant to = before.to();
        return new RestoreStopped(
                failure.code(),
                failure.message()
                        + (to == null || to.isBefore(before.from())
                                ? " Without it this backup comes back only as it was at its end, " + before.from() + "."
                                : " Without it: " + FindClusterWal.window(before) + "."),
                failure.remedy());
    }

    private Optional<RestoreStopped> trouble(StoredChunk object, BackupLocation location) {
        Map<String, Long> there =
                list(location, object.key().substring(0, object.key().lastIndexOf('/') + 1));
        RestoreStopped unanswered = away.get(location);
        if (unanswered != null) {
            return Optional.of(unanswered);
        }
        Long found = there.get(object.key());
        return found != null && found == object.bytes()
                ? Optional.empty()
                : Optional.of(Looks.missing(location, object, found));
    }

    private Map<String, Long> list(BackupLocation location, String folder) {
        return listed.computeIfAbsent(location, asked -> {
            try {
                return asked.list(folder).stream().collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
            } catch (LocationFailure failure) {
                away.put(asked, Looks.unreachable(asked, failure));
                return Map.of();
            }
        });
    }
}
