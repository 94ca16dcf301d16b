package io.mooring.platform.events.relay;

import io.mooring.platform.events.relay.RelayMeters.Backlog;
import io.mooring.platform.events.retention.Chore;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Measures the backlog, on every instance: it must show also when no relay runs. */
final class MeasureBacklog implements Chore {

    /** Counting stops at 100,000, so that a long outage does not make every measurement a long scan. */
    private static final String BACKLOG = """
            SELECT (SELECT count(*) FROM (
                      SELECT FROM outbox_event WHERE settled_at IS NULL LIMIT 100000) waiting) AS events,
                   (SELECT time FROM outbox_event WHERE settled_at IS NULL ORDER BY position LIMIT 1) AS oldest,
                   (SELECT count(*) FROM outbox_blocked_key WHERE undeliverable) AS problems""";

    private final DatabaseClient database;
    private final RelayMeters meters;
    private final InstantSource clock;

    MeasureBacklog(DatabaseClient database, RelayMeters meters, InstantSource clock) {
        this.database = database;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Mono<Void> run() {
        return database.sql(BACKLOG)
                .map(this::read)
                .one()
                .doOnNext(meters::backlog)
                .doOnError(_ -> meters.backlog(Backlog.UNKNOWN))
                .then();
    }

    private Backlog read(Readable row) {
        OffsetDateTime oldest = row.get("oldest", OffsetDateTime.class);
        double age = oldest == null
                ? 0
                : Duration.between(oldest.toInstant(), clock.instant()).toMillis() / 1000.0;
        return new Backlog(number(row, "events"), Math.max(age, 0), number(row, "problems"));
    }

    private static double number(Readable row, String column) {
        Long value = row.get(column, Long.class);
        return value == null ? Double.NaN : value;
    }
}
