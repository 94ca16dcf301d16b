package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RecoverCluster;
import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.rebuild.UnpackCluster;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.wal.FetchNewestWal;
import io.mooring.backup.wal.ReplayableWal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes a server's data folder of its base backup, compares it with the checksums that the source's server gave, and recovers it with the stored
 * WAL: a server is started over it once, which proves that it comes up, and stopped again.
 */
@Component
final class MakeCluster implements MakeFolder {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final OpenBackup openBackup;
    private final FindClusterWal findWal;
    private final BackupSettings settings;

    MakeCluster(OpenBackup openBackup, FindClusterWal findWal, BackupSettings settings) {
        this.openBackup = openBackup;
        this.findWal = findWal;
        this.settings = settings;
    }

    @Override
    public RestoreTargetKind kind() {
        return RestoreTargetKind.NEW_CLUSTER;
    }

    @Override
    public Made make(RunningRestore running, BackupRun run, FolderTarget target, Path working)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        RestoreRequest request = running.now().request();
        StoredBackup backup = openBackup.of(run, running.now().locationId());
        running.save(now -> now.reading(backup.location().id()));
        ManifestSource.Cluster source = RestorableCluster.of(backup.manifest());
        ServerPrograms programs =
                RestorableCluster.programs(source, settings.pipeline().postgresFolders());
        FetchNewestWal.LookUp<RestoreStopped> lookUp = () -> lookUp(backup, request);
        ReplayableWal wal = present(lookUp, request);
        long copied = backup.manifest().data().sourceBytes();
        long all = copied + RestorableCluster.bytes(wal.files(request.toTime()));
        target.requireSpace(all, settings.restore().reserve().toBytes());
        running.meter().totalBytes(all);
        MeterWal.expect(running.meter(), wal.files(request.toTime()));
        RecoverCluster cluster = prepare(programs, working);
        unpack(running.meter(), cluster, backup);
        List<String> remarks = new ArrayList<>(new RecoverToTime(wal, lookUp, request.toTime(), running.meter())
                .recover(cluster, openBackup.key(), copied));
        remarks.addAll(new HandOverCluster(cluster, target.path()).remarks());
        Vouching.remark(backup).ifPresent(remarks::add);
        return new Made(cluster.data(), remarks);
    }

    /** What is missing is told before hours are spent on fetching what leads up to it. */
    private static ReplayableWal present(FetchNewestWal.LookUp<RestoreStopped> lookUp, RestoreRequest request)
            throws RestoreStopped {
        ReplayableWal noted = lookUp.now();
        while (true) {
            try {
                return new LookAtWal().present(noted, request.toTime());
            } catch (RestoreStopped missing) {
                ReplayableWal now = lookUp.now();
                if (now.files(null).equals(noted.files(null))) {
                    throw missing;
                }
                // The segment being filled was replaced between the two looks.
                noted = now;
            }
        }
    }

    private ReplayableWal lookUp(StoredBackup backup, RestoreRequest request) throws RestoreStopped {
        ReplayableWal wal = findWal.of(
                backup.manifest(), request.locationId(), backup.location().id());
        FindClusterWal.require(wal, request.toTime());
        return wal;
    }

    private static RecoverCluster prepare(ServerPrograms programs, Path working)
            throws RestoreStopped, IOException, InterruptedException {
        Files.createDirectory(working, PRIVATE);
        Path data = Files.createDirectory(working.resolve(PlaceFolder.RESTORED), PRIVATE);
        Path wal = Files.createDirectory(working.resolve("wal"), PRIVATE);
        try {
            return new RecoverCluster(programs, UnprivilegedAccount.owning(working), working, data, wal);
        } catch (ServerUnavailable noAccount) {
            throw RestorableCluster.stopped(noAccount);
        }
    }

    private void unpack(RestoreMeter meter, RecoverCluster cluster, StoredBackup backup)
            throws RestoreStopped, ReadFailure, IOException, InterruptedException {
        UnpackCluster copy = new UnpackCluster(cluster.folder(), cluster.data(), cluster.account());
        meter.phase(RestorePhase.FETCHING);
        copy.unpack(backup, openBackup.key(), meter::bytes);
        meter.phase(RestorePhase.COMPARING);
        Said compared = copy.verify(cluster.programs());
        if (!compared.good()) {
            throw new RestoreStopped(
                    "content-differs",
                    "The copy is not what the source's server gave: " + compared.words(),
                    "Restore another backup. Nothing is at the wanted place.");
        }
    }
}
