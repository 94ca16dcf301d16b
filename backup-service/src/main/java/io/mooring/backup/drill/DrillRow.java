package io.mooring.backup.drill;

import io.mooring.backup.verify.Finding;
import io.mooring.backup.verify.Verdict;
import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A drill out of its row of the table backup_drill. */
final class DrillRow {

    /** The column report. Steps are kept whole: what a later version's scenario says must not change what was done. */
    record Report(List<DrillStep> steps, @Nullable Chosen chosen, List<Measured> components) {

        static Report of(Drill drill) {
            return new Report(
                    drill.steps(),
                    drill.chosen(),
                    drill.components().stream().map(Measured::of).toList());
        }
    }

    /** A component's measurement, flat. */
    record Measured(
            String component,
            long objectiveRtoMillis,
            @Nullable Long measuredRtoMillis,
            long objectiveRpoMillis,
            @Nullable Long measuredRpoMillis,
            Verdict met,
            String reason) {

        static Measured of(Recovery recovery) {
            return new Measured(
                    recovery.component(),
                    recovery.objectiveRtoMillis(),
                    recovery.measuredRtoMillis(),
                    recovery.objectiveRpoMillis(),
                    recovery.measuredRpoMillis(),
                    recovery.met().verdict(),
                    recovery.met().reason());
        }

        Recovery recovery() {
            return new Recovery(
                    component,
                    objectiveRtoMillis,
                    measuredRtoMillis,
                    objectiveRpoMillis,
                    measuredRpoMillis,
                    new Finding(met, reason));
        }
    }

    private final Readable row;

    private DrillRow(Readable row) {
        this.row = row;
    }

    static Drill read(Readable row, JsonMapper json) {
        return new DrillRow(row).drill(json);
    }

    private Drill drill(JsonMapper json) {
        Report report = json.readValue(present("report"), Report.class);
        DrillRequest request = new DrillRequest(
                Scenario.of(present("scenario")).orElseThrow(),
                DrillMode.of(present("mode")).orElseThrow(),
                present("plan_id"),
                present("plan_name"),
                present("component"),
                present("started_by"),
                Boolean.TRUE.equals(row.get("scheduled", Boolean.class)),
                present("correlation_id"),
                Traceparent.parse(text("traceparent")).orElse(null));
        return new Drill(
                present("id"),
                request,
                Arrays.stream(DrillState.values())
                        .filter(state -> state.word().equals(present("state")))
                        .findFirst()
                        .orElseThrow(),
                report.steps(),
                report.chosen(),
                report.components().stream().map(Measured::recovery).toList(),
                text("decided_by"),
                text("failure"),
                Objects.requireNonNull(time("queued_at")),
                time("started_at"),
                time("finished_at"));
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
