package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.wal.ReplayableWal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A dry run of a restore of a whole server. */
@Component
final class PlanCluster {

    private final OpenBackup openBackup;
    private final FindClusterWal findWal;
    private final BackupSettings settings;

    PlanCluster(OpenBackup openBackup, FindClusterWal findWal, BackupSettings settings) {
        this.openBackup = openBackup;
        this.findWal = findWal;
        this.settings = settings;
    }

    /** What was found of a target that can be used. */
    private static final class Found {
        private @Nullable FolderTarget target;
        private @Nullable StoredBackup backup;
        private @Nullable ReplayableWal wal;
        private @Nullable Long free;
        private final List<String> remarks = new ArrayList<>();
    }

    /** Blocking. @param former completed restores of the plan */
    RestorePlan plan(BackupRun run, RestoreOrder.Checked order, List<Restore> former, Looks looks)
            throws InterruptedException {
        Found found = new Found();
        looks.take(openBackup::key);
        looks.take(() ->
                found.target = FolderTarget.of(order.name(), settings.restore().folders()));
        FolderTarget target = found.target;
        if (target != null) {
            looks.take(() -> found.free = target.freeBytes());
            looks.take(target::requireFree);
        }
        looks.take(() -> found.backup = openBackup.of(run, order.locationId()));
        StoredBackup backup = found.backup;
        if (backup != null) {
            lookAt(backup, order, found, looks);
        }
        List<WalFile> files = found.wal == null ? List.of() : found.wal.files(order.toTime());
        Long bytes = backup == null
                ? null
                : Long.valueOf(backup.manifest().data().sourceBytes() + RestorableCluster.bytes(files));
        return new RestorePlan(
                steps(order, found.wal),
                backup == null ? null : backup.location().id(),
                bytes,
                backup == null ? null : stored(backup, files),
                bytes == null ? null : PlanRestore.estimate(bytes, former),
                found.free,
                order.kind().needsApproval(),
                looks.problems(),
                List.copyOf(found.remarks));
    }

    private void lookAt(StoredBackup backup, RestoreOrder.Checked order, Found found, Looks looks)
            throws InterruptedException {
        looks.objects(backup, backup.chunks());
        looks.take(() -> new ReadChunks(backup).tryKey(backup.chunks().getFirst(), openBackup.key()));
        looks.take(() -> RestorableCluster.programs(
                RestorableCluster.of(backup.manifest()), settings.pipeline().postgresFolders()));
        looks.take(() -> found.wal = findWal.of(
                backup.manifest(), order.locationId(), backup.location().id()));
        ReplayableWal noted = found.wal;
        if (noted != null) {
            looks.take(() -> FindClusterWal.require(noted, order.toTime()));
            looks.take(() -> found.wal = new LookAtWal().present(noted, order.toTime()));
            ReplayableWal wal = found.wal;
            looks.take(() -> requireSpace(backup, wal, order.toTime(), found.target));
            if (order.toTime() == null && wal.gap() != null) {
                found.remarks.add("It will not go further than " + wal.upTo() + ". " + wal.missing());
            }
        }
        Vouching.remark(backup).ifPresent(found.remarks::add);
    }

    private void requireSpace(
            StoredBackup backup, ReplayableWal wal, @Nullable Instant time, @Nullable FolderTarget target)
            throws RestoreStopped {
        if (target != null) {
            target.requireSpace(
                    backup.manifest().data().sourceBytes() + RestorableCluster.bytes(wal.files(time)),
                    settings.restore().reserve().toBytes());
        }
    }

    private static long stored(StoredBackup backup, List<WalFile> files) {
        return backup.chunks().stream().mapToLong(StoredChunk::bytes).sum()
                + files.stream()
                        .map(WalFile::object)
                        .mapToLong(StoredChunk::bytes)
                        .sum();
    }

    private static List<RestorePlan.Step> steps(RestoreOrder.Checked order, @Nullable ReplayableWal wal) {
        Instant time = order.toTime();
        long segments = wal == null
                ? 0
                : wal.files(time).stream()
                        .filter(file -> !file.name().endsWith(".history"))
                        .count();
        String upTo = time == null ? "as far as the stored WAL goes" : "to " + time;
        return List.of(
                new RestorePlan.Step(
                        "fetch",
                        "Fetch, decrypt and check the base backup, and unpack it in a hidden folder beside the wanted one."),
                new RestorePlan.Step("compare", "Compare every file with the SHA-256 that the source's server gave."),
                new RestorePlan.Step("fetch-wal", "Fetch, decrypt and check " + segments + " WAL segments."),
                new RestorePlan.Step(
                        "load",
                        "Recover " + upTo + " with a PostgreSQL server that nobody can connect to, and stop it again."),
                new RestorePlan.Step("switch", "Give the data folder the name " + order.name() + "."));
    }
}
