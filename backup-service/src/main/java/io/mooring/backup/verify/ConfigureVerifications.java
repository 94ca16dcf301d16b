package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.VerificationSettings;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.wal.FindReplayableWal;
import io.mooring.backup.wal.ReplayableWal;
import io.mooring.platform.events.BlockingBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings in the terms of those who verify. */
@Configuration(proxyBeanMethods = false)
class ConfigureVerifications {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Bean
    ThrowawaySettings throwawaySettings(BackupSettings settings) {
        VerificationSettings verification = settings.verification();
        Path folder = verification.folder();
        return new ThrowawaySettings(
                folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder,
                settings.pipeline().postgresFolders(),
                verification.startTimeout(),
                verification.spareSpace().toBytes());
    }

    @Bean
    TestRestore testDatabaseBackup(ThrowawaySettings throwaway) {
        return new TestDatabaseBackup(throwaway, Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8));
    }

    @Bean
    TestRestore testClusterBackup(ThrowawaySettings throwaway, FindReplayableWal find, InstantSource clock) {
        return new TestClusterBackup(throwaway, backup -> walOf(backup, find), clock);
    }

    /** Of the backup's own location: that is the one which is tested. */
    private static ReplayableWal walOf(StoredBackup backup, FindReplayableWal find) {
        Manifest.Run run = backup.manifest().run();
        return backup.manifest().source() instanceof ManifestSource.Cluster source
                ? Objects.requireNonNull(BlockingBridge.await(
                        find.of(FindReplayableWal.Base.of(run, source), List.of(backup.location())), PATIENCE))
                : ReplayableWal.none(run.finishedAt());
    }

    @Bean
    TestRestore testTreeBackup(ThrowawaySettings throwaway) {
        return new TestTreeBackup(throwaway);
    }
}
