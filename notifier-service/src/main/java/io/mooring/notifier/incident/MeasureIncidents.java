package io.mooring.notifier.incident;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Statistics by one statement: a row for each priority and one for all, whether they are of ten incidents or of a million. */
final class MeasureIncidents {

    /** One that ended by itself before a response was due missed nothing. */
    private static final String MEASURE = """
            SELECT priority, count(*) AS opened, count(resolved_at) AS resolved,
                   trunc(avg(acknowledge))::bigint AS mtta, trunc(avg(resolve))::bigint AS mttr,
                   trunc(percentile_cont(0.5) WITHIN GROUP (ORDER BY acknowledge))::bigint AS median_acknowledge,
                   trunc(percentile_cont(0.5) WITHIN GROUP (ORDER BY resolve))::bigint AS median_resolve,
                   count(*) FILTER (WHERE responded_at <= response_due_at) AS met,
                   count(*) FILTER (WHERE coalesce(responded_at, resolved_at, :now) > response_due_at) AS missed
            FROM (SELECT priority, response_due_at, responded_at, resolved_at,
                         floor(extract(epoch FROM responded_at - opened_at))::bigint AS acknowledge,
                         floor(extract(epoch FROM resolved_at - opened_at))::bigint AS resolve
                  FROM incident WHERE opened_at >= :since) AS measured
            GROUP BY GROUPING SETS ((priority), ())
            """;

    private static final Statistics.OfPriority NONE = new Statistics.OfPriority(0, 0, null, null, null, null, 0, 0);

    private final DatabaseClient database;

    MeasureIncidents(DatabaseClient database) {
        this.database = database;
    }

    /** @param priority null for all of them */
    private record Row(@Nullable String priority, Statistics.OfPriority figures) {}

    Mono<Statistics> since(Instant since, Instant now) {
        return database.sql(MEASURE)
                .bind("since", since)
                .bind("now", now)
                .map(MeasureIncidents::read)
                .all()
                .collectList()
                .map(MeasureIncidents::together);
    }

    private static Row read(Readable row) {
        return new Row(
                row.get("priority", String.class),
                new Statistics.OfPriority(
                        count(row, "opened"),
                        count(row, "resolved"),
                        row.get("mtta", Long.class),
                        row.get("mttr", Long.class),
                        row.get("median_acknowledge", Long.class),
                        row.get("median_resolve", Long.class),
                        count(row, "met"),
                        count(row, "missed")));
    }

    private static long count(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    private static Statistics together(List<Row> rows) {
        Map<String, Statistics.OfPriority> byPriority = new TreeMap<>();
        for (Priority priority : Priority.values()) {
            byPriority.put(Word.of(priority), figures(rows, priority.name()));
        }
        Statistics.OfPriority all = figures(rows, null);
        return new Statistics(
                all.opened(),
                all.resolved(),
                all.mttaSeconds(),
                all.mttrSeconds(),
                all.medianAcknowledgeSeconds(),
                all.medianResolveSeconds(),
                byPriority);
    }

    private static Statistics.OfPriority figures(List<Row> rows, @Nullable String priority) {
        return rows.stream()
                .filter(row -> Objects.equals(row.priority(), priority))
                .map(Row::figures)
                .findFirst()
                .orElse(NONE);
    }
}
