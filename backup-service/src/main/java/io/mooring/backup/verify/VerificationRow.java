package io.mooring.backup.verify;

import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A verification out of its row of the table backup_verification. */
final class VerificationRow {

    /** The column report. */
    record Report(
            Findings findings,
            List<CopyReading> copies,
            @Nullable Measured measured) {}

    private final Readable row;

    private VerificationRow(Readable row) {
        this.row = row;
    }

    static Verification read(Readable row, JsonMapper json) {
        return new VerificationRow(row).verification(json);
    }

    private Verification verification(JsonMapper json) {
        Report report = json.readValue(present("report"), Report.class);
        return new Verification(
                present("id"),
                request(),
                byWord(VerificationState.values(), VerificationState::word, present("state")),
                report.findings(),
                report.copies(),
                report.measured(),
                text("remedy"),
                Objects.requireNonNull(time("queued_at")),
                time("started_at"),
                time("finished_at"));
    }

    private VerificationRequest request() {
        Long objective = row.get("objective_ms", Long.class);
        return new VerificationRequest(
                VerificationKind.of(present("kind")).orElseThrow(),
                present("run_id"),
                present("plan_id"),
                present("plan_name"),
                text("location_id"),
                Objects.requireNonNull(time("taken_at")),
                byWord(VerificationTrigger.values(), VerificationTrigger::word, present("trigger_kind")),
                text("requested_by"),
                objective == null ? null : Duration.ofMillis(objective),
                present("correlation_id"),
                Traceparent.parse(text("traceparent")).orElse(null));
    }

    static CopyVerdict verdict(Readable columns) {
        VerificationRow row = new VerificationRow(columns);
        return new CopyVerdict(
                row.present("run_id"),
                row.present("location_id"),
                row.present("plan_id"),
                Objects.requireNonNull(row.time("taken_at")),
                row.verdict("present"),
                row.time("present_at"),
                row.verdict("intact"),
                row.time("intact_at"));
    }

    private @Nullable Verdict verdict(String column) {
        String word = text(column);
        return word == null ? null : byWord(Verdict.values(), Verdict::word, word);
    }

    private static <E> E byWord(E[] values, java.util.function.Function<E, String> word, String wanted) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the database has an unknown word: " + wanted));
    }

    private String present(String column) {
        return Objects.requireNonNull(text(column), column);
    }

    private @Nullable String text(String column) {
        return row.get(column, String.class);
    }

    private @Nullable Instant time(String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
