package io.mooring.backup.pipeline;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.SourceKind;
import io.mooring.backup.source.tree.InMemoryKnownTrees;
import io.mooring.backup.source.tree.TreeAttributes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Two runs of a tree with everything that makes trees hard; the second refers to objects of the first. */
public record SampleTree(Manifest first, Manifest second) {

    public static SampleTree ofTwoRuns(Path tree, BackupLocation location) throws Exception {
        OddTree.fill(tree);
        TreeAttributes.set(tree, "empty", "user.kind", "of a sample".getBytes(StandardCharsets.UTF_8));
        InMemoryKnownTrees known = new InMemoryKnownTrees();
        Manifest first = take(tree, known, location, 1);
        OddTree.sh(tree, "printf new > new; head -c 300000 /dev/urandom > more");
        return new SampleTree(first, take(tree, known, location, 2));
    }

    private static Manifest take(Path tree, InMemoryKnownTrees known, BackupLocation location, int number)
            throws Exception {
        PipelineSettings settings = Backups.settings(1024 * 1024, Duration.ofSeconds(30));
        FileTreeSource source = new FileTreeSource(SourceKind.FILES, tree, List.of(), false, Duration.ofDays(7), 30);
        BackupJob job = new BackupJob(
                "run-" + number,
                "uploads",
                "Uploads",
                source,
                List.of(location),
                Backups.recipients(),
                Backups.signer(),
                1);
        Manifest manifest = new TakeBackup(
                        settings, new OpenEverySource(settings.forSources(), known), InstantSource.system())
                .take(job, new Recording())
                .manifest();
        known.commit(manifest.run().id());
        return manifest;
    }
}
