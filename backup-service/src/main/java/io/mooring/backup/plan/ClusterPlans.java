package io.mooring.backup.plan;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.PlanSource;
import io.mooring.backup.WalSettings;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.source.ClusterSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The plans whose clusters' write-ahead log is received, with the secrets that only the settings hold. */
@Component
public final class ClusterPlans {

    private final BackupSettings settings;
    private final BackupLocations locations;
    private final Keys keys;

    ClusterPlans(BackupSettings settings, BackupLocations locations, Keys keys) {
        this.settings = settings;
        this.locations = locations;
        this.keys = keys;
    }

    /** One of them; {@code rpo} is null when there is no recovery point objective. */
    public record ClusterPlan(
            String id,
            String name,
            ClusterSource source,
            List<BackupLocation> locations,
            List<Recipient> recipients,
            int compressionLevel,
            @Nullable ManifestSigner signer,
            @Nullable Duration rpo,
            WalSettings wal) {}

    /** Enabled plans that receive WAL. */
    public List<String> ids() {
        return settings.plans().stream()
                .filter(ClusterPlans::receives)
                .map(PlanSettings::id)
                .toList();
    }

    /**
     * Empty when it is none of them.
     *
     * @throws IllegalStateException in words, when its password file cannot be read
     */
    public Optional<ClusterPlan> find(String id) {
        return settings.plans().stream()
                .filter(plan -> plan.id().equals(id) && receives(plan))
                .findFirst()
                .map(this::plan);
    }

    private static boolean receives(PlanSettings plan) {
        PlanSource source = plan.source();
        return plan.enabled() && source != null && source.receivesWal();
    }

    private ClusterPlan plan(PlanSettings plan) {
        PlanSource source = Objects.requireNonNull(plan.source());
        String name = plan.name();
        return new ClusterPlan(
                plan.id(),
                name == null || name.isBlank() ? plan.id() : name,
                (ClusterSource) JobsOfPlans.source(source),
                plan.locations().stream()
                        .flatMap(location -> locations.find(location).stream())
                        .toList(),
                keys.recipients(plan.id()),
                settings.compressionLevel(plan),
                keys.signer(),
                plan.objectives().rpo(),
                Objects.requireNonNull(source.wal()));
    }
}
