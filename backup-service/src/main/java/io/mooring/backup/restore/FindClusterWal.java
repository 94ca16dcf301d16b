package io.mooring.backup.restore;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.wal.FindReplayableWal;
import io.mooring.backup.wal.FindReplayableWal.Base;
import io.mooring.backup.wal.ReplayableWal;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The WAL that a restore of a cluster replays, and whether it leads to the wanted time. */
@Component
final class FindClusterWal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FindReplayableWal find;
    private final BackupLocations locations;

    FindClusterWal(FindReplayableWal find, BackupLocations locations) {
        this.find = find;
        this.locations = locations;
    }

    /**
     * Blocking; asks no location.
     *
     * @param only the one location that may be read; null: any
     * @param first the one to be asked first; null: whichever
     */
    ReplayableWal of(Manifest manifest, @Nullable String only, @Nullable String first) throws RestoreStopped {
        ManifestSource.Cluster source = RestorableCluster.of(manifest);
        List<BackupLocation> asked = locations.all().stream()
                .filter(location -> only == null || location.id().equals(only))
                .sorted(Comparator.comparing(location -> !location.id().equals(first)))
                .toList();
        Base base = Base.of(manifest.run(), source);
        return Objects.requireNonNull(BlockingBridge.await(find.of(base, asked), PATIENCE));
    }

    /** @param time null: as far as the WAL goes, which is always possible */
    static void require(ReplayableWal wal, @Nullable Instant time) throws RestoreStopped {
        if (time == null || wal.reaches(time)) {
            return;
        }
        Instant to = wal.to();
        if (to == null || to.isBefore(wal.from())) {
            throw new RestoreStopped(
                    "time-outside-window",
                    "No stored WAL leads on from this backup, so it comes back only as it was at its end, " + wal.from()
                            + ".",
                    "Leave toTime out, or choose another backup.");
        }
        String window = window(wal) + ", not to " + time;
        if (time.isBefore(wal.from())) {
            throw new RestoreStopped(
                    "time-outside-window",
                    window + ", which is before its end.",
                    "Choose a backup that had ended by then.");
        }
        String missing = wal.missing();
        throw new RestoreStopped(
                "time-outside-window",
                window + (missing == null ? ": no WAL behind that is stored." : ". " + missing),
                missing == null
                        ? "Choose an earlier time, or leave toTime out to recover as far as the stored WAL goes."
                        : "Choose an earlier time, or a backup that was taken after the gap.");
    }

    /** The latest time is exact only where everything is there that was committed up to it: else it is when the last WAL was stored. */
    static String window(ReplayableWal wal) {
        return "This backup can be recovered to times from " + wal.from() + " to " + (wal.complete() ? "" : "about ")
                + wal.to();
    }
}
