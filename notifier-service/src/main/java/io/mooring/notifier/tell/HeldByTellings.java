package io.mooring.notifier.tell;

import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.notifier.mute.Muted;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Alerts are held back as was last decided about them, which is seconds ago. */
final class HeldByTellings implements HeldAlerts {

    private final DatabaseClient database;

    HeldByTellings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<UUID, Held>> among(Collection<UUID> alerts) {
        if (alerts.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql(
                        "SELECT * FROM telling WHERE alert_id IN (SELECT unnest(:alerts::uuid[])) AND outcome = 'HELD'")
                .bind("alerts", alerts.toArray(UUID[]::new))
                .map(row -> Map.entry(value(row, "alert_id", UUID.class), held(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Map<String, Long>> counts() {
        return database.sql("SELECT kind, count(*) AS n FROM telling WHERE outcome = 'HELD' GROUP BY kind")
                .map(row -> Map.entry(kind(row), value(row, "n", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Held held(Readable row) {
        return new Held(
                kind(row),
                value(row, "reference", String.class),
                value(row, "why", String.class),
                row.get("until", Instant.class));
    }

    private static String kind(Readable row) {
        return DecisionView.name(Muted.Kind.valueOf(value(row, "kind", String.class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
