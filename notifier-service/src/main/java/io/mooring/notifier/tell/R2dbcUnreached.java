package io.mooring.notifier.tell;

import io.mooring.notifier.tell.Gatherings.Told;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who was reached, beside the gatherings and without a lock on them: an attempt that settles never waits for a batch that tells. */
final class R2dbcUnreached implements TellElsewhere.Unreached {

    /** By the deliveries' order where it is known, which no clock changes: one that began before the call shows nothing of it. */
    private static final String EMERGENCIES = """
            SELECT t.* FROM alert a JOIN told t ON t.alert_id = a.id LEFT JOIN gathering_reach r ON r.gathering_id = t.gathering_id
            WHERE a.state = 'FIRING' AND a.severity = 'EMERGENCY' AND NOT t.stood_in AND a.id <> ALL (:except::uuid[])
              AND coalesce(r.reached_by < t.asked_by, r.reached_at < coalesce(t.asked_at, t.told_at), true)
              AND (t.asked_at < :before OR r.failed)
              AND NOT EXISTS (SELECT 1 FROM telling h WHERE h.alert_id = a.id AND h.outcome = 'HELD'
                              AND NOT (h.kind = 'MAINTENANCE' AND t.route = ANY (:inMaintenance)))
            ORDER BY t.told_at LIMIT :most
            """;

    private final DatabaseClient database;
    private final String[] inMaintenance;

    /** @param inMaintenance names of the routes that are told what maintenance holds back from all others */
    R2dbcUnreached(DatabaseClient database, Collection<String> inMaintenance) {
        this.database = database;
        this.inMaintenance = inMaintenance.toArray(String[]::new);
    }

    @Override
    public Mono<Void> reached(UUID conversation, UUID delivery, Instant at) {
        return database.sql("""
                        INSERT INTO gathering_reach (gathering_id, reached_at, reached_by, failed)
                        SELECT id, :at, (SELECT position FROM delivery WHERE id = :delivery), false
                        FROM gathering WHERE conversation_id = :conversation
                        ON CONFLICT (gathering_id) DO UPDATE
                        SET reached_at = excluded.reached_at, reached_by = excluded.reached_by, failed = false
                        """)
                .bind("at", at)
                .bind("delivery", delivery)
                .bind("conversation", conversation)
                .then();
    }

    @Override
    public Mono<Void> failed(UUID conversation) {
        return database.sql("""
                        INSERT INTO gathering_reach (gathering_id, failed)
                        SELECT id, true FROM gathering WHERE conversation_id = :conversation
                        ON CONFLICT (gathering_id) DO UPDATE SET failed = true
                        """).bind("conversation", conversation).then();
    }

    @Override
    public Mono<Void> failed(String destination) {
        return database.sql("""
                        INSERT INTO gathering_reach (gathering_id, failed)
                        SELECT id, true FROM gathering WHERE destination = :destination AND NOT closed ORDER BY id
                        ON CONFLICT (gathering_id) DO UPDATE SET failed = true
                        WHERE gathering_reach.reached_at IS NULL AND NOT gathering_reach.failed
                        """).bind("destination", destination).then();
    }

    @Override
    public Flux<Told> emergencies(Instant askedBefore, Collection<UUID> except, int most) {
        return database.sql(EMERGENCIES)
                .bind("before", askedBefore)
                .bind("except", except.toArray(UUID[]::new))
                .bind("inMaintenance", inMaintenance)
                .bind("most", most)
                .map(ToldRows::read)
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
