package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Severity;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Alerts that are open in a window's scope: kept, compared and counted among their rows, so that no number of them is too many. */
final class OpenInScope {

    private static final String COMPARE = """
            WITH was AS (
                SELECT key, severity, urgency, title FROM maintenance_open WHERE window_id = :window
            ), now AS (
                SELECT a.key, a.severity, a.urgency, a.title FROM alert a WHERE a.state <> 'RESOLVED' AND %s
            ), each_one AS (
                SELECT CASE WHEN was.key IS NULL THEN 'NEW' WHEN now.key IS NULL THEN 'RECOVERED' ELSE 'STILL' END AS part,
                       coalesce(now.key, was.key) AS key, coalesce(now.severity, was.severity) AS severity,
                       coalesce(now.urgency, was.urgency) AS urgency, coalesce(now.title, was.title) AS title
                FROM now FULL JOIN was ON was.key = now.key
            ), counted AS (
                SELECT *, count(*) OVER (PARTITION BY part) AS alerts,
                       row_number() OVER (PARTITION BY part ORDER BY urgency DESC, key) AS place
                FROM each_one
            )
            SELECT part, key, severity, title, alerts FROM counted WHERE place <= :most ORDER BY part, place
            """;

    private final DatabaseClient database;
    private final ReadScope scopes;

    OpenInScope(DatabaseClient database, Scope scope) {
        this.database = database;
        this.scopes = new ReadScope(database, scope);
    }

    Mono<Long> count(Window window) {
        return scopes.read(window).flatMap(scope -> scope.bind(database.sql(
                        "SELECT count(*) AS alerts FROM alert a WHERE a.state <> 'RESOLVED' AND " + scope.sql()))
                .map(row -> value(row, "alerts", Long.class))
                .one());
    }

    /** Writes down what was raised by then and is open; a second time changes nothing of what is written. */
    Mono<Void> keep(KnownWindow window, Instant raisedBy) {
        return scopes.ofAnySeverity(window.window())
                .flatMap(scope -> scope.bind(database.sql("""
                                INSERT INTO maintenance_open (window_id, key, severity, urgency, title)
                                SELECT :window, a.key, a.severity, a.urgency, a.title FROM alert a
                                WHERE a.state <> 'RESOLVED' AND a.raised_at <= :raisedBy
                                  AND NOT EXISTS (SELECT 1 FROM maintenance_open WHERE window_id = :window)
                                  AND %s
                                """.formatted(scope.sql())))
                        .bind("window", window.id())
                        .bind("raisedBy", raisedBy)
                        .then());
    }

    /** What was written down against what is open; it is needed no more afterwards. */
    Mono<Comparison> compare(KnownWindow window) {
        return scopes.ofAnySeverity(window.window())
                .flatMap(scope -> scope.bind(database.sql(COMPARE.formatted(scope.sql())))
                        .bind("window", window.id())
                        .bind("most", Comparison.MOST)
                        .map(OpenInScope::found)
                        .all()
                        .collectList())
                .map(found -> new Comparison(part("NEW", found), part("STILL", found), part("RECOVERED", found)))
                .flatMap(comparison -> forget(window.id()).thenReturn(comparison));
    }

    private Mono<Void> forget(String window) {
        return database.sql("DELETE FROM maintenance_open WHERE window_id = :window")
                .bind("window", window)
                .then();
    }

    private record Found(String part, long alerts, Comparison.Line line) {}

    private static Found found(Readable row) {
        return new Found(
                value(row, "part", String.class),
                value(row, "alerts", Long.class),
                new Comparison.Line(
                        value(row, "key", String.class),
                        Severity.valueOf(value(row, "severity", String.class)),
                        value(row, "title", String.class)));
    }

    private static Comparison.Part part(String name, List<Found> all) {
        List<Found> found = all.stream().filter(one -> one.part().equals(name)).toList();
        return found.isEmpty()
                ? Comparison.Part.NONE
                : new Comparison.Part(
                        found.getFirst().alerts(),
                        found.stream().map(Found::line).toList());
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
