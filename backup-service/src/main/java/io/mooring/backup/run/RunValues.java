package io.mooring.backup.run;

import io.mooring.backup.SqlParameter;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.databind.json.JsonMapper;

/** A run's columns of the table backup_run. */
final class RunValues {

    private final Map<String, Parameter> values = new LinkedHashMap<>();

    private RunValues() {}

    /** Everything that a run is born with and keeps. */
    static RunValues fixed(BackupRun run) {
        RunRequest request = run.request();
        var retention = request.retention();
        var traceparent = request.traceparent();
        return new RunValues()
                .text("id", run.id())
                .text("plan_id", request.planId())
                .text("plan_name", request.planName())
                .text("source_kind", request.sourceKind().word())
                .text("source_name", request.sourceName())
                .text("run_trigger", request.trigger().word())
                .text("requested_by", request.requestedBy())
                .number("retention_seconds", retention == null ? null : retention.toSeconds())
                .text("correlation_id", request.correlationId())
                .text("traceparent", traceparent == null ? null : traceparent.value())
                .time("queued_at", run.queuedAt());
    }

    /** Everything that changes at a transition. */
    static RunValues changing(BackupRun run, JsonMapper json) {
        RunFailure failure = run.failure();
        Lease lease = run.lease();
        Cancellation cancellation = run.cancellation();
        var phase = run.phase();
        RunValues values = moving(run.progress(), run.copies(), json);
        values.values.put("remarks", Parameters.in(run.remarks().toArray(String[]::new)));
        return values.text("chain_id", run.chainId())
                .text("state", run.state().word())
                .text("phase", phase == null ? null : phase.name().toLowerCase(Locale.ROOT))
                .time("started_at", run.startedAt())
                .time("finished_at", run.finishedAt())
                .text("failure_code", failure == null ? null : failure.code())
                .text("failure_message", failure == null ? null : failure.message())
                .text("failure_remedy", failure == null ? null : failure.remedy())
                .text("lease_owner", lease == null ? null : lease.owner())
                .time("lease_until", lease == null ? null : lease.until())
                .text("cancelled_by", cancellation == null ? null : cancellation.by())
                .time("cancel_requested_at", cancellation == null ? null : cancellation.at());
    }

    /** Everything that changes while it runs. */
    static RunValues reported(RunReport report, Lease lease, JsonMapper json) {
        return moving(report.progress(), report.copies(), json)
                .text("phase", report.phase().name().toLowerCase(Locale.ROOT))
                .time("lease_until", lease.until());
    }

    private static RunValues moving(RunProgress progress, java.util.List<RunCopy> copies, JsonMapper json) {
        RunValues values = new RunValues()
                .number("source_bytes", progress.sourceBytes())
                .number("stored_bytes", progress.storedBytes())
                .number("estimated_source_bytes", progress.estimatedSourceBytes())
                .number("bytes_per_second", progress.bytesPerSecond())
                .number("eta_seconds", progress.etaSeconds());
        values.values.put("copies", Parameters.in(Json.of(json.writeValueAsString(copies))));
        return values;
    }

    RunValues and(RunValues more) {
        values.putAll(more.values);
        return this;
    }

    /** {@code a, b, c} for an INSERT. */
    String columns() {
        return String.join(", ", values.keySet());
    }

    /** {@code :a, :b, :c} for an INSERT. */
    String parameters() {
        return ":" + String.join(", :", values.keySet());
    }

    /** {@code a = :a, b = :b} for an UPDATE. */
    String assignments() {
        return String.join(
                ", ",
                values.keySet().stream().map(column -> column + " = :" + column).toList());
    }

    GenericExecuteSpec bindTo(GenericExecuteSpec statement) {
        GenericExecuteSpec bound = statement;
        for (Map.Entry<String, Parameter> value : values.entrySet()) {
            bound = bound.bind(value.getKey(), value.getValue());
        }
        return bound;
    }

    private RunValues text(String column, @Nullable String value) {
        values.put(column, SqlParameter.of(value, String.class));
        return this;
    }

    private RunValues number(String column, @Nullable Long value) {
        values.put(column, SqlParameter.of(value, Long.class));
        return this;
    }

    private RunValues time(String column, @Nullable Instant value) {
        values.put(column, SqlParameter.of(value == null ? null : utc(value), OffsetDateTime.class));
        return this;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
