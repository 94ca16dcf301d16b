package io.mooring.notifier.tell;

import io.mooring.notifier.tell.Gatherings.Told;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who was reached, beside the gatherings. */
final class R2dbcUnreached implements TellElsewhere.Unreached {

    private static final String EMERGENCIES = """
            SELECT t.* FROM alert a JOIN told t ON t.alert_id = a.id JOIN gathering g ON g.id = t.gathering_id
            WHERE a.state = 'FIRING' AND a.severity = 'EMERGENCY' AND NOT t.stood_in
              AND (g.reached_at IS NULL OR g.reached_at < t.told_at) AND (t.told_at < :before OR g.failed)
            ORDER BY t.told_at LIMIT :most
            """;

    private final DatabaseClient database;

    R2dbcUnreached(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> reached(UUID conversation, Instant at) {
        return database.sql(
                        "UPDATE gathering SET reached_at = :at, failed = false WHERE conversation_id = :conversation")
                .bind("at", at)
                .bind("conversation", conversation)
                .then();
    }

    @Override
    public Mono<Void> failed(UUID conversation) {
        return database.sql("UPDATE gathering SET failed = true WHERE conversation_id = :conversation")
                .bind("conversation", conversation)
                .then();
    }

    @Override
    public Mono<Void> failed(String destination) {
        return database.sql("""
                        UPDATE gathering SET failed = true
                        WHERE destination = :destination AND NOT closed AND NOT failed AND reached_at IS NULL
                        """).bind("destination", destination).then();
    }

    @Override
    public Flux<Told> emergencies(Instant toldBefore, int most) {
        return database.sql(EMERGENCIES)
                .bind("before", toldBefore)
                .bind("most", most)
                .map(R2dbcGatherings::readTold)
                .all();
    }

    @Override
    public Mono<Boolean> take(Told told) {
        return database.sql("""
                        UPDATE told SET stood_in = true
                        WHERE alert_id = :alert AND destination = :destination AND NOT stood_in
                        """)
                .bind("alert", told.alert())
                .bind("destination", told.destination())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
