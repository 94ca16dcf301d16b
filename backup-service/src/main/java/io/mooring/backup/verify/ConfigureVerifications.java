package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.VerificationSettings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings in the terms of those who verify. */
@Configuration(proxyBeanMethods = false)
class ConfigureVerifications {

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
    TestRestore testClusterBackup(ThrowawaySettings throwaway) {
        return new TestClusterBackup(throwaway);
    }

    @Bean
    TestRestore testTreeBackup(ThrowawaySettings throwaway) {
        return new TestTreeBackup(throwaway);
    }
}
