package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LockedBuckets;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.SourceKind;
import io.mooring.backup.source.tree.InMemoryKnownTrees;
import io.mooring.testkit.s3.LockingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup needs cannot be deleted before the backup can: its own objects, and those of former runs that it refers to. */
class LockedChainIT {

    private static final String PLAN = "uploads";

    @TempDir
    Path tree;

    private final InMemoryKnownTrees known = new InMemoryKnownTrees();

    @Test
    void locksWhatItRefersToAsLongAsItself() throws Exception {
        try (LockingStore store = LockingStore.start()) {
            String bucket = store.freshBucket(true);
            Files.write(tree.resolve("first"), new byte[100_000]);
            Manifest first = take(LockedBuckets.governed(store.endpoint(), bucket, 5), "run-1");
            Files.writeString(tree.resolve("second"), "new");
            Manifest second = take(LockedBuckets.governed(store.endpoint(), bucket, 40), "run-2");

            assertThat(second.references()).isNotEmpty();
            Instant late = store.lockedUntil(bucket, full("run-2", ObjectKeys.MANIFEST));
            assertThat(late).isAfter(Instant.now().plus(Duration.ofDays(40)));
            assertThat(second.references()).allSatisfy(reference -> assertThat(
                            store.lockedUntil(bucket, full(reference.runId(), reference.name())))
                    .isAfterOrEqualTo(late));
            assertThat(second.data().objects())
                    .allSatisfy(object -> assertThat(store.lockedUntil(bucket, full("run-2", object.name())))
                            .isEqualTo(late));
            assertThat(store.lockedUntil(bucket, full("run-1", ObjectKeys.MANIFEST)))
                    .as("what nothing refers to keeps its own time")
                    .isBefore(late);
            assertThat(first.data().objects()).isNotEmpty();
        }
    }

    private static String full(String run, String name) {
        return "backups/" + ObjectKeys.folder(PLAN, run) + name;
    }

    private Manifest take(BackupLocation location, String run) throws Exception {
        PipelineSettings settings = Backups.settings(1024 * 1024, Duration.ofSeconds(30));
        BackupJob job = new BackupJob(
                run,
                PLAN,
                "Uploads",
                new FileTreeSource(SourceKind.FILES, tree, List.of(), false, Duration.ofDays(7), 30),
                List.of(location),
                Backups.recipients(),
                Backups.signer(),
                1);
        Manifest manifest = new TakeBackup(
                        settings, new OpenEverySource(settings.forSources(), known), InstantSource.system())
                .take(job, new Recording())
                .manifest();
        known.commit(run);
        return manifest;
    }
}
