package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The timeline as rows that nobody can change. */
final class R2dbcTimeline implements Timeline {

    private final DatabaseClient database;

    R2dbcTimeline(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> append(UUID incident, List<Entry> entries) {
        return Flux.fromIterable(List.copyOf(entries))
                .concatMap(entry -> append(incident, entry))
                .then();
    }

    private Mono<Void> append(UUID incident, Entry entry) {
        GenericExecuteSpec statement = database.sql("""
            INSERT INTO incident_entry (incident_id, at, what, by, words, reference)
            VALUES (:incident, :at, :what, :by, :words, :reference)
            """)
                .bind("incident", incident)
                .bind("at", entry.at())
                .bind("what", entry.what().name())
                .bind("words", entry.words());
        return bind(bind(statement, "by", entry.by()), "reference", entry.reference())
                .then();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    @Override
    public Flux<Line> of(UUID incident, long after, int most) {
        return database.sql("""
            SELECT position, at, what, by, words, reference FROM incident_entry
            WHERE incident_id = :incident AND position > :after ORDER BY position LIMIT :most
            """)
                .bind("incident", incident)
                .bind("after", after)
                .bind("most", most)
                .map(R2dbcTimeline::line)
                .all();
    }

    /** Alerts that come and end with nothing else between them are one passage each. */
    @Override
    public Flux<Passage> story(UUID incident, int most) {
        return database.sql("""
            WITH entries AS (
                SELECT *, what IN ('ALERT_JOINED', 'ALERT_OVER') AS folds,
                       count(*) FILTER (WHERE what NOT IN ('ALERT_JOINED', 'ALERT_OVER')) OVER (ORDER BY position) AS after
                FROM incident_entry WHERE incident_id = :incident AND what <> 'TOLD'
            ), passages AS (
                SELECT min(position) AS position, count(*) AS entries
                FROM entries GROUP BY what, CASE WHEN folds THEN -after ELSE position END
            ), numbered AS (
                SELECT *, row_number() OVER (ORDER BY position) AS number, count(*) OVER () AS total FROM passages
            )
            SELECT n.number, n.total, n.entries, e.at, e.what, e.by, e.words, e.reference
            FROM numbered n JOIN incident_entry e USING (position)
            WHERE n.number <= :most OR n.number > n.total - :most
            ORDER BY n.number
            """)
                .bind("incident", incident)
                .bind("most", most)
                .map(row -> new Passage(
                        value(row, "number", Long.class),
                        value(row, "total", Long.class),
                        value(row, "entries", Long.class),
                        entry(row)))
                .all();
    }

    private static Line line(Readable row) {
        return new Line(value(row, "position", Long.class), entry(row));
    }

    private static Entry entry(Readable row) {
        return new Entry(
                value(row, "at", Instant.class),
                What.valueOf(value(row, "what", String.class)),
                row.get("by", String.class),
                value(row, "words", String.class),
                row.get("reference", String.class));
    }
}
