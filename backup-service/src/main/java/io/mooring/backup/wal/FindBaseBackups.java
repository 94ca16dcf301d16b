package io.mooring.backup.wal;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.BackupRuns.RunFilter;
import io.mooring.backup.run.RunState;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A plan's base backups that count. */
@Component
final class FindBaseBackups {

    private static final int MOST = 1000;

    private final BackupRuns runs;
    private final DatabaseClient database;

    FindBaseBackups(BackupRuns runs, DatabaseClient database) {
        this.runs = runs;
        this.database = database;
    }

    /**
     * @param endedAt from this time on it can be recovered to
     */
    record BaseBackup(String runId, String systemIdentifier, BaseSpan span, Instant endedAt) {

        /** Whether it can be rolled forward to the newest WAL of the server. */
        boolean leadsOnTo(WalContinuity wal, String server) {
            return systemIdentifier.equals(server) && wal.leadsOnFrom(span);
        }
    }

    Flux<BaseBackup> of(String planId) {
        return expired(planId).flatMapMany(expired -> ofRunsBut(expired, planId));
    }

    /** Runs whose objects retention has removed; their rows stay. */
    private Mono<Set<String>> expired(String planId) {
        return database.sql("SELECT run_id FROM backup_expiry WHERE plan_id = :planId AND expired_at IS NOT NULL")
                .bind("planId", planId)
                .map(row -> Objects.requireNonNull(row.get("run_id", String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    private Flux<BaseBackup> ofRunsBut(Set<String> expired, String planId) {
        return Flux.just(RunState.COMPLETED, RunState.PARTIAL)
                .concatMap(state -> runs.list(new RunFilter(planId, state, null, MOST)))
                .filter(run -> !expired.contains(run.id()))
                .concatMap(run -> runs.manifest(run.id()).flatMap(FindBaseBackups::read));
    }

    private static Mono<BaseBackup> read(byte[] bytes) {
        try {
            Manifest manifest = ManifestJson.read(bytes);
            return manifest.source() instanceof ManifestSource.Cluster cluster
                    ? Mono.just(new BaseBackup(
                            manifest.run().id(),
                            cluster.systemIdentifier(),
                            BaseSpan.of(cluster),
                            manifest.run().finishedAt()))
                    : Mono.empty();
        } catch (ManifestRejected unreadable) {
            return Mono.empty();
        }
    }
}
