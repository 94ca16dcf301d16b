package io.mooring.backup.bench;

import io.mooring.backup.known.R2dbcKnownTrees;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.UnpackTree;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.SourceKind;
import io.mooring.platform.events.BlockingBridge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Runs of one plan into a folder, each building on the one before, as the service takes them. */
final class TreeBackups {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PLAN = "bench";
    private static final int USUAL_LEVEL = 1;
    private static final int PARALLEL = 2;

    private final FileTreeSource source;
    private final R2dbcKnownTrees known;
    private final DirectoryLocation location;
    private final BenchKeys keys;
    private int runs;

    TreeBackups(Path tree, R2dbcKnownTrees known, Path disk, BenchKeys keys) {
        this.source = new FileTreeSource(SourceKind.FILES, tree, List.of(), false, Duration.ofDays(7), 30);
        this.known = known;
        this.location = new DirectoryLocation("disk", disk, 0);
        this.keys = keys;
    }

    Manifest take() throws Exception {
        PipelineSettings settings = PipelineSettings.standard();
        runs++;
        BackupJob job = new BackupJob(
                run(), PLAN, PLAN, source, List.of(location), keys.recipients(), keys.signer(), USUAL_LEVEL);
        Manifest manifest = new TakeBackup(
                        settings, new OpenEverySource(settings.forSources(), known), InstantSource.system())
                .take(job, new BackupPipelineBench.Silent())
                .manifest();
        BlockingBridge.await(known.commit(run()), PATIENCE);
        return manifest;
    }

    /** Restores the newest run as the service does: signature, every checksum, decryption, stock tar. */
    Path restore(Path folder) throws Exception {
        StoredBackup backup = StoredBackup.open(location, PLAN, run(), keys.signers());
        UnpackTree.prepare(Files.createDirectory(folder));
        UnpackTree tree = new UnpackTree(folder, List.of(), PARALLEL);
        require(tree.fetch(backup, EveryObject.of(backup), keys.decryption(), bytes -> {}));
        require(tree.join(true));
        return tree.restored();
    }

    private static void require(io.mooring.backup.rebuild.Tool.Said said) {
        if (!said.good()) {
            throw new IllegalStateException("the backup does not restore: " + said.words());
        }
    }

    /** Runs are looked up in the order of their names. */
    private String run() {
        return "run-%06d".formatted(runs);
    }
}
