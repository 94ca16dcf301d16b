package io.mooring.notifier.delivery;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes how an attempt ended, what that says of its destination, and tells followers, in one transaction. */
final class SettleDelivery {

    private static final Logger log = LoggerFactory.getLogger(SettleDelivery.class);

    private static final String SETTLE = """
            WITH settled AS (
                UPDATE delivery
                SET state = :next, due_at = {now} + :wait * interval '1 millisecond', owner = NULL, tries = tries + :cost,
                    reference = coalesce(:reference, reference),
                    delivered_at = CASE WHEN :next = 'DELIVERED' THEN {now} END
                WHERE id = :id AND state = 'SENDING' AND owner = :owner AND attempts = :attempt
                RETURNING id
            )
            UPDATE attempt SET outcome = :next, detail = :detail
            FROM settled WHERE delivery_id = settled.id AND number = :attempt
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final WatchDestination watch;
    private final Supplier<List<DeliveryFollower>> followers;
    private final DatabaseTime time;

    /** @param followers asked for late: they may need what is being built here */
    SettleDelivery(
            DatabaseClient database,
            TransactionalOperator transactions,
            WatchDestination watch,
            Supplier<List<DeliveryFollower>> followers,
            DatabaseTime time) {
        this.database = database;
        this.transactions = transactions;
        this.watch = watch;
        this.followers = followers;
        this.time = time;
    }

    Mono<Boolean> settle(Claim claim, Result result) {
        return settle(claim, result, followers.get()).onErrorResume(FollowerFailed.class, failed -> {
            log.error(
                    "Delivery {}: settled without its followers",
                    claim.delivery().id(),
                    failed.getCause());
            return settle(claim, result, List.of());
        });
    }

    private Mono<Boolean> settle(Claim claim, Result result, List<DeliveryFollower> told) {
        return write(claim, result)
                .filter(rows -> rows == 1)
                .flatMap(written -> watch.after(claim.delivery().destination(), result)
                        .map(until -> List.<DeliveryChange>of(
                                new DeliveryChange.Paused(claim.delivery().destination(), until, result.detail())))
                        .defaultIfEmpty(List.of())
                        .flatMapMany(paused ->
                                Flux.concat(Flux.fromIterable(change(claim, result)), Flux.fromIterable(paused)))
                        .concatMap(change -> tell(told, change))
                        .then(Mono.just(true)))
                .defaultIfEmpty(false)
                .as(transactions::transactional);
    }

    private Mono<Long> write(Claim claim, Result result) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(time.in(SETTLE))
                .bind("id", claim.delivery().id())
                .bind("owner", claim.owner())
                .bind("attempt", claim.delivery().attempts())
                .bind("next", result.next().name())
                .bind("wait", result.pause().toMillis())
                .bind("cost", result.says() == Result.Says.FAILS ? 1 : 0)
                .bind("detail", result.detail());
        String reference = result.reference();
        statement = reference == null
                ? statement.bindNull("reference", String.class)
                : statement.bind("reference", reference);
        return statement.fetch().rowsUpdated();
    }

    private static Mono<Void> tell(List<DeliveryFollower> followers, DeliveryChange change) {
        return Flux.fromIterable(followers)
                .concatMap(follower -> Mono.defer(() -> follower.follow(change)))
                .then()
                .onErrorMap(FollowerFailed::new);
    }

    private static List<DeliveryChange> change(Claim claim, Result result) {
        Delivery done = claim.delivery();
        return switch (result.next()) {
            case DELIVERED ->
                List.of(new DeliveryChange.Delivered(
                        done.id(),
                        done.conversation(),
                        done.subject(),
                        done.destination(),
                        done.operation(),
                        done.message()));
            case DEAD ->
                List.of(new DeliveryChange.Dead(
                        done.id(),
                        done.conversation(),
                        done.subject(),
                        done.destination(),
                        done.operation(),
                        done.message(),
                        result.detail()));
            case PENDING, SENDING, UNKNOWN, FAILED, DROPPED, SUPERSEDED -> List.of();
        };
    }

    /** Tells a follower's error from the database's. */
    private static final class FollowerFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        FollowerFailed(Throwable cause) {
            super(cause);
        }
    }
}
