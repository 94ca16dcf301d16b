package io.mooring.backup.run;

import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.pipeline.CopyState;
import io.mooring.backup.pipeline.Phase;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupStarted;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.LocationKind;
import io.mooring.events.backup.RunPhase;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.common.Failure;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the world is told of runs. The only place that knows the Avro classes. */
final class RunEvents {

    private RunEvents() {}

    static OutgoingEvent started(BackupRun run) {
        RunRequest request = run.request();
        return event(
                run,
                BackupStarted.newBuilder()
                        .setRunId(run.id())
                        .setPlanId(request.planId())
                        .setPlanName(request.planName())
                        .setTrigger(trigger(request.trigger()))
                        .setRequestedBy(request.requestedBy())
                        .setSourceKind(kind(request.sourceKind()))
                        .setSourceName(request.sourceName())
                        .setQueuedAt(run.queuedAt())
                        .setStartedAt(Objects.requireNonNull(run.startedAt()))
                        .setEstimatedSourceBytes(run.progress().estimatedSourceBytes())
                        .setLocationIds(
                                run.copies().stream().map(RunCopy::locationId).toList())
                        .build());
    }

    /** Of a run that ended completed or partial. */
    static OutgoingEvent completed(BackupRun run, Manifest manifest) {
        RunRequest request = run.request();
        Instant completedAt = Objects.requireNonNull(run.finishedAt());
        @Nullable List<Manifest.Table> tables = manifest.content() == null ? null : holdingRows(manifest.tables());
        return event(
                run,
                BackupCompleted.newBuilder()
                        .setRunId(run.id())
                        .setPlanId(request.planId())
                        .setPlanName(request.planName())
                        .setTrigger(trigger(request.trigger()))
                        .setRequestedBy(request.requestedBy())
                        .setSourceKind(kind(request.sourceKind()))
                        .setSourceName(request.sourceName())
                        .setStartedAt(Objects.requireNonNull(run.startedAt()))
                        .setConsistentAt(manifest.source().consistentAt())
                        .setCompletedAt(completedAt)
                        .setSourceBytes(manifest.data().sourceBytes())
                        .setStoredBytes(manifest.data().storedBytes())
                        .setCopies(copies(run))
                        .setPartial(run.state() == RunState.PARTIAL)
                        .setManifestKey(folder(run) + ObjectKeys.MANIFEST)
                        .setRecipientFingerprints(manifest.encryption().recipients().stream()
                                .map(Manifest.KeyName::fingerprint)
                                .toList())
                        .setTableCount(tables == null ? null : tables.size())
                        .setRowCount(tables == null ? null : rows(tables))
                        .setSourceVersion(version(manifest.source()))
                        .setExpiresAt(request.retention() == null ? null : completedAt.plus(request.retention()))
                        .build());
    }

    /**
     * Of a run that ended failed or cancelled.
     *
     * @param phase where it was
     * @param lastCompletedAt when the plan last had a backup; null when never
     */
    static OutgoingEvent failed(BackupRun run, @Nullable Phase phase, @Nullable Instant lastCompletedAt) {
        RunRequest request = run.request();
        RunFailure failure = Objects.requireNonNull(run.failure());
        Cancellation cancellation = run.cancellation();
        return event(
                run,
                BackupFailed.newBuilder()
                        .setRunId(run.id())
                        .setPlanId(request.planId())
                        .setPlanName(request.planName())
                        .setTrigger(trigger(request.trigger()))
                        .setRequestedBy(request.requestedBy())
                        .setSourceKind(kind(request.sourceKind()))
                        .setSourceName(request.sourceName())
                        .setStartedAt(run.startedAt())
                        .setFailedAt(Objects.requireNonNull(run.finishedAt()))
                        .setPhase(phase(phase))
                        .setFailure(Failure.newBuilder()
                                .setCode(failure.code())
                                .setMessage(failure.message())
                                .setRemedy(failure.remedy())
                                .build())
                        .setCancelledBy(
                                run.state() == RunState.CANCELLED && cancellation != null ? cancellation.by() : null)
                        .setSourceBytes(run.progress().sourceBytes())
                        .setCopies(run.startedAt() == null ? List.of() : copies(run))
                        .setLastCompletedAt(lastCompletedAt)
                        .build());
    }

    private static OutgoingEvent event(BackupRun run, SpecificRecord payload) {
        return OutgoingEvent.of(TopicCatalogue.BACKUP_RUNS, run.request().planId(), payload);
    }

    private static @Nullable String version(ManifestSource source) {
        return switch (source) {
            case ManifestSource.Database database -> database.serverVersion();
            case ManifestSource.Cluster cluster -> cluster.serverVersion();
            case ManifestSource.Tree _ -> null;
        };
    }

    private static SourceKind kind(io.mooring.backup.source.SourceKind kind) {
        return switch (kind) {
            case POSTGRES -> SourceKind.POSTGRES_DUMP;
            case CLUSTER -> SourceKind.POSTGRES_BASE;
            case FILES -> SourceKind.FILE_TREE;
            case CONFIGURATION -> SourceKind.CONFIGURATION;
        };
    }

    private static long rows(List<Manifest.Table> tables) {
        return tables.stream().mapToLong(Manifest.Table::rows).sum();
    }

    /** A partitioned table's rows are its partitions' rows: counted once. */
    private static List<Manifest.Table> holdingRows(List<Manifest.Table> tables) {
        return tables.stream()
                .filter(table -> !"partitioned".equals(table.kind()))
                .toList();
    }

    private static List<BackupCopy> copies(BackupRun run) {
        return run.copies().stream()
                .map(copy -> BackupCopy.newBuilder()
                        .setLocationId(copy.locationId())
                        .setKind(kind(copy.kind()))
                        .setState(state(copy.state()))
                        .setObjectKey(copy.isStored() ? folder(run) : null)
                        .setBytes(copy.bytes())
                        .setProblem(copy.problem())
                        .build())
                .toList();
    }

    private static String folder(BackupRun run) {
        return ObjectKeys.folder(run.request().planId(), run.id());
    }

    private static BackupTrigger trigger(Trigger trigger) {
        return switch (trigger) {
            case MANUAL -> BackupTrigger.MANUAL;
            case SCHEDULE -> BackupTrigger.SCHEDULE;
        };
    }

    private static RunPhase phase(@Nullable Phase phase) {
        return switch (phase) {
            case null -> RunPhase.QUEUED;
            case PREPARING -> RunPhase.PREPARING;
            case DUMPING -> RunPhase.DUMPING;
            case FINISHING -> RunPhase.FINISHING;
        };
    }

    private static LocationKind kind(io.mooring.backup.location.LocationKind kind) {
        return switch (kind) {
            case S3 -> LocationKind.S3;
            case DIRECTORY -> LocationKind.DIRECTORY;
            case MEMORY -> LocationKind.UNKNOWN;
        };
    }

    private static io.mooring.events.backup.CopyState state(CopyState state) {
        return switch (state) {
            case STORED -> io.mooring.events.backup.CopyState.STORED;
            case FAILED -> io.mooring.events.backup.CopyState.FAILED;
            // An ended run has no copy that is still being written.
            case WRITING -> io.mooring.events.backup.CopyState.UNKNOWN;
        };
    }
}
