package io.mooring.notifier.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Claims and their ends as rows. A claim and its attempt's row are one statement, so neither exists without the other. */
final class R2dbcDeliveries implements Deliveries {

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final DeliveryRow row;
    private final SettleDelivery settle;
    private final DatabaseTime time;

    R2dbcDeliveries(
            DatabaseClient database,
            TransactionalOperator transactions,
            DeliveryRow row,
            SettleDelivery settle,
            DatabaseTime time) {
        this.database = database;
        this.transactions = transactions;
        this.row = row;
        this.settle = settle;
        this.time = time;
    }

    @Override
    public Flux<Claim> claimDue(List<Pace> paces, Duration lease, String owner, Collection<UUID> held, int most) {
        return free(paces, held)
                .flatMapMany(free -> free.isEmpty() ? Flux.empty() : take(free, paces, lease, owner, most))
                .as(transactions::transactional);
    }

    private Mono<List<String>> free(List<Pace> paces, Collection<UUID> held) {
        return database.sql(time.in(ClaimStatements.LOCK))
                .bind("names", column(paces, Pace::destination).toArray(String[]::new))
                .bind("every", column(paces, Pace::everyMillis).toArray(Long[]::new))
                .bind("burst", column(paces, Pace::burst).toArray(Integer[]::new))
                .bind("held", held.toArray(UUID[]::new))
                .map(readable -> DeliveryRow.text(readable, "name"))
                .all()
                .collectList();
    }

    private Flux<Claim> take(List<String> free, List<Pace> paces, Duration lease, String owner, int most) {
        return database.sql(time.in(ClaimStatements.TAKE))
                .bind("free", free.toArray(String[]::new))
                .bind("names", column(paces, Pace::destination).toArray(String[]::new))
                .bind("every", column(paces, Pace::everyMillis).toArray(Long[]::new))
                .bind("lease", lease.toMillis())
                .bind("owner", owner)
                .bind("most", most)
                .map(readable -> row.readClaim(readable, owner))
                .all();
    }

    private static <T> List<T> column(List<Pace> paces, Function<Pace, T> value) {
        return paces.stream().map(value).toList();
    }

    @Override
    public Mono<Boolean> settle(Claim claim, Result result) {
        return settle.settle(claim, result);
    }
}
