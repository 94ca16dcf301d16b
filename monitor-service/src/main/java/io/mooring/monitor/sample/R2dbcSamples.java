package io.mooring.monitor.sample;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Samples as rows, one sample in one statement. */
final class R2dbcSamples implements Samples {

    private final DatabaseClient database;

    R2dbcSamples(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> store(HostSample sample) {
        List<Measured> values = sample.values();
        return database.sql("""
                        INSERT INTO sample (resource, metric, unit, value, at)
                        SELECT :resource, read.metric, read.unit, read.value, :at
                        FROM unnest(:metrics::text[], :units::text[], :values::float8[]) AS read (metric, unit, value)
                        """)
                .bind("resource", sample.hostId())
                .bind("at", sample.at())
                .bind("metrics", values.stream().map(Measured::metric).toArray(String[]::new))
                .bind("units", values.stream().map(Measured::unit).toArray(String[]::new))
                .bind("values", values.stream().map(Measured::value).toArray(Double[]::new))
                .then();
    }

    @Override
    public Flux<StoredValue> find(Query query) {
        GenericExecuteSpec statement = database.sql("""
                SELECT id, resource, metric, unit, value, at FROM sample
                WHERE (:resource::text IS NULL OR resource = :resource)
                  AND (:metric::text IS NULL OR metric = :metric)
                  AND (:from::timestamptz IS NULL OR at >= :from)
                  AND (:to::timestamptz IS NULL OR at < :to)
                  AND (:before::bigint IS NULL OR id < :before)
                ORDER BY id DESC LIMIT :most
                """);
        statement = bind(statement, "resource", query.resource(), String.class);
        statement = bind(statement, "metric", query.metric(), String.class);
        statement = bind(statement, "from", query.from(), Instant.class);
        statement = bind(statement, "to", query.to(), Instant.class);
        statement = bind(statement, "before", query.beforeId(), Long.class);
        return statement.bind("most", query.most()).map(R2dbcSamples::read).all();
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    private static StoredValue read(Readable row) {
        return new StoredValue(
                value(row, "id", Long.class),
                value(row, "resource", String.class),
                value(row, "metric", String.class),
                value(row, "unit", String.class),
                value(row, "value", Double.class),
                value(row, "at", Instant.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    @Override
    public Mono<Long> deleteBefore(Instant moment, int most) {
        return database.sql("""
                        DELETE FROM sample WHERE id IN (
                            SELECT id FROM sample WHERE at < :moment ORDER BY at LIMIT :most)
                        """)
                .bind("moment", moment)
                .bind("most", most)
                .fetch()
                .rowsUpdated();
    }
}
