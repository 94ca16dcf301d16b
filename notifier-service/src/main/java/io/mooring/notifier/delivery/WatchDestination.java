package io.mooring.notifier.delivery;

import java.time.Instant;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps what attempts say of their destination: when it asked to wait, and whether it is to be left alone for a while. */
final class WatchDestination {

    private static final String ANSWERS = """
            UPDATE destination_state
            SET failures = 0, pauses = 0, paused_until = NULL, why = NULL,
                last_delivered_at = CASE WHEN :delivered THEN {now} ELSE last_delivered_at END
            WHERE name = :name
            """;

    private static final String WAIT = """
            UPDATE destination_state SET not_before = {now} + :wait * interval '1 millisecond', why = :why WHERE name = :name
            """;

    private static final String FAILS = """
            UPDATE destination_state
            SET failures = failures + 1, why = :why,
                pauses = CASE WHEN failures + 1 >= :most THEN pauses + 1 ELSE pauses END,
                paused_until = CASE WHEN failures + 1 >= :most
                    THEN {now} + least(:pause * power(2, least(pauses, 20)), :longest) * interval '1 millisecond'
                    ELSE paused_until END
            WHERE name = :name
            RETURNING CASE WHEN failures >= :most THEN paused_until END AS paused_until
            """;

    private final DatabaseClient database;
    private final Breaker breaker;
    private final DatabaseTime time;

    WatchDestination(DatabaseClient database, Breaker breaker, DatabaseTime time) {
        this.database = database;
        this.breaker = breaker;
        this.time = time;
    }

    /** Until when the destination is paused from now on; empty when this attempt paused nothing. */
    Mono<Instant> after(String destination, Result result) {
        return switch (result.says()) {
            case ANSWERS ->
                database.sql(time.in(ANSWERS))
                        .bind("name", destination)
                        .bind("delivered", result.next() == DeliveryState.DELIVERED)
                        .then()
                        .then(Mono.empty());
            case WAIT ->
                database.sql(time.in(WAIT))
                        .bind("name", destination)
                        .bind("wait", result.pause().toMillis())
                        .bind("why", result.detail())
                        .then()
                        .then(Mono.empty());
            case FAILS -> fails(destination, result.detail());
            case NOTHING -> Mono.empty();
        };
    }

    private Mono<Instant> fails(String destination, String why) {
        return database.sql(time.in(FAILS))
                .bind("name", destination)
                .bind("why", why)
                .bind("most", breaker.failures())
                .bind("pause", breaker.pause().toMillis())
                .bind("longest", breaker.longest().toMillis())
                .map(row -> Optional.ofNullable(row.get("paused_until", Instant.class)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }
}
