package io.mooring.backup.plan;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.PlanSource;
import io.mooring.backup.SecretFiles;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.run.BackupJobs;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.RunCopy;
import io.mooring.backup.source.BackupSource;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.source.SslMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Joins a run with the secrets of its plan, which only the settings hold. */
@Component
final class JobsOfPlans implements BackupJobs {

    private static final Duration FULL_EVERY = Duration.ofDays(7);
    private static final int FULL_RUNS = 30;

    private final BackupSettings settings;
    private final BackupLocations locations;
    private final Keys keys;

    JobsOfPlans(BackupSettings settings, BackupLocations locations, Keys keys) {
        this.settings = settings;
        this.locations = locations;
        this.keys = keys;
    }

    @Override
    public BackupJob forRun(BackupRun run) throws JobUnavailable {
        String planId = run.request().planId();
        PlanSettings plan = settings.plans().stream()
                .filter(declared -> declared.id().equals(planId))
                .findFirst()
                .orElseThrow(() -> new JobUnavailable(
                        "The plan '" + planId + "' is not in the settings of this backup-service any more."));
        try {
            return new BackupJob(
                    run.id(),
                    planId,
                    run.request().planName(),
                    source(Objects.requireNonNull(plan.source())),
                    locations(run),
                    keys.recipients(planId),
                    keys.signer(),
                    settings.compressionLevel(plan));
        } catch (IllegalStateException | IllegalArgumentException unusable) {
            throw new JobUnavailable("The plan '" + planId + "' cannot be used: " + unusable.getMessage());
        }
    }

    static BackupSource source(PlanSource source) {
        return switch (DeclaredPlans.kind(source)) {
            case POSTGRES ->
                new PostgresSource(
                        String.valueOf(source.host()),
                        source.portOrUsual(),
                        String.valueOf(source.database()),
                        String.valueOf(source.user()),
                        SecretFiles.secret(source.password(), source.passwordFile()),
                        sslMode(source));
            case CLUSTER ->
                new ClusterSource(
                        String.valueOf(source.host()),
                        source.portOrUsual(),
                        String.valueOf(source.user()),
                        SecretFiles.secret(source.password(), source.passwordFile()),
                        sslMode(source));
            case FILES, CONFIGURATION -> tree(source);
        };
    }

    private static FileTreeSource tree(PlanSource source) {
        List<String> exclude = source.exclude();
        Duration fullEvery = source.fullEvery();
        Integer fullRuns = source.fullRuns();
        return new FileTreeSource(
                DeclaredPlans.kind(source),
                Objects.requireNonNull(source.path()),
                exclude == null ? List.of() : exclude,
                Boolean.TRUE.equals(source.oneFileSystem()),
                fullEvery == null ? FULL_EVERY : fullEvery,
                fullRuns == null ? FULL_RUNS : fullRuns);
    }

    private static SslMode sslMode(PlanSource source) {
        return Arrays.stream(SslMode.values())
                .filter(known -> known.libpqName().equals(source.sslMode()))
                .findFirst()
                .orElse(SslMode.PREFER);
    }

    private List<BackupLocation> locations(BackupRun run) throws JobUnavailable {
        List<BackupLocation> found = new ArrayList<>();
        for (RunCopy copy : run.copies()) {
            found.add(locations
                    .find(copy.locationId())
                    .orElseThrow(() -> new JobUnavailable(
                            "The location '" + copy.locationId() + "' is not in the settings any more.")));
        }
        return found;
    }
}
