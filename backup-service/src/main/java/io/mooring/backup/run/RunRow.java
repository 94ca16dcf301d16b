package io.mooring.backup.run;

import io.mooring.backup.pipeline.Phase;
import io.mooring.backup.source.SourceKind;
import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A run out of its row of the table backup_run. */
final class RunRow {

    private final Readable row;
    private final JsonMapper json;

    private RunRow(Readable row, JsonMapper json) {
        this.row = row;
        this.json = json;
    }

    static BackupRun read(Readable row, JsonMapper json) {
        return new RunRow(row, json).run();
    }

    private BackupRun run() {
        String phase = text("phase");
        return new BackupRun(
                present("id"),
                request(),
                RunState.valueOf(present("state").toUpperCase(Locale.ROOT)),
                phase == null ? null : Phase.valueOf(phase.toUpperCase(Locale.ROOT)),
                progress(),
                Objects.requireNonNull(time("queued_at")),
                time("started_at"),
                time("finished_at"),
                Arrays.asList(json.readValue(present("copies"), RunCopy[].class)),
                failure(),
                lease(),
                cancellation(),
                text("chain_id"),
                List.of(Objects.requireNonNull(row.get("remarks", String[].class))));
    }

    private RunRequest request() {
        Long retention = number("retention_seconds");
        return new RunRequest(
                present("plan_id"),
                present("plan_name"),
                SourceKind.of(present("source_kind")),
                present("source_name"),
                Trigger.valueOf(present("run_trigger").toUpperCase(Locale.ROOT)),
                text("requested_by"),
                retention == null ? null : Duration.ofSeconds(retention),
                present("correlation_id"),
                Traceparent.parse(text("traceparent")).orElse(null));
    }

    private RunProgress progress() {
        return new RunProgress(
                Objects.requireNonNull(number("source_bytes")),
                Objects.requireNonNull(number("stored_bytes")),
                number("estimated_source_bytes"),
                number("bytes_per_second"),
                number("eta_seconds"));
    }

    private @Nullable RunFailure failure() {
        String code = text("failure_code");
        return code == null ? null : new RunFailure(code, present("failure_message"), present("failure_remedy"));
    }

    private @Nullable Lease lease() {
        String owner = text("lease_owner");
        return owner == null ? null : new Lease(owner, Objects.requireNonNull(time("lease_until")));
    }

    private @Nullable Cancellation cancellation() {
        String by = text("cancelled_by");
        return by == null ? null : new Cancellation(by, Objects.requireNonNull(time("cancel_requested_at")));
    }

    private String present(String column) {
        return Objects.requireNonNull(text(column), column);
    }

    private @Nullable String text(String column) {
        return row.get(column, String.class);
    }

    private @Nullable Long number(String column) {
        return row.get(column, Long.class);
    }

    private @Nullable Instant time(String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
