package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.message.Destination;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries in a real database whose clock the test moves. */
public final class DeliveriesUnderTest implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(60);
    static final Breaker BREAKER = new Breaker(5, Duration.ofSeconds(30), Duration.ofMinutes(5));
    private static final DatabaseTime TIME = new DatabaseTime("(SELECT now_is FROM test_clock)");

    final List<DeliveryFollower> followers = new ArrayList<>();
    final AtomicLong superseded = new AtomicLong();
    public final DatabaseClient database;
    public final TransactionalOperator transactions;
    final Deliveries deliveries;
    final R2dbcPlanDeliveries plan;
    final R2dbcReadDeliveries read;
    final R2dbcDeadLetters letters;
    private final NotifierDatabase fresh;
    private final Set<UUID> held = new HashSet<>();
    private final UuidV7 ids = new UuidV7(InstantSource.system());

    public DeliveriesUnderTest() {
        fresh = NotifierDatabase.fresh();
        database = fresh.client();
        transactions = fresh.transaction();
        DeliveryRow row = new DeliveryRow(JsonMapper.builder().build());
        SettleDelivery settle = new SettleDelivery(
                database, transactions, new WatchDestination(database, BREAKER, TIME), () -> followers, TIME);
        deliveries = new R2dbcDeliveries(database, transactions, row, settle, TIME);
        plan = new R2dbcPlanDeliveries(database, row, TIME, ids::next, superseded::addAndGet);
        read = new R2dbcReadDeliveries(database, row, TIME);
        letters = new R2dbcDeadLetters(database, TIME);
        run("CREATE TABLE test_clock (now_is timestamptz NOT NULL)");
        run("INSERT INTO test_clock VALUES ('" + START + "')");
    }

    /** Empties the tables and sets the clock back. */
    public void reset() {
        run("TRUNCATE conversation, destination_state, delivery CASCADE");
        run("UPDATE test_clock SET now_is = '" + START + "'");
        followers.clear();
        superseded.set(0);
        held.clear();
    }

    public void passes(Duration duration) {
        run("UPDATE test_clock SET now_is = now_is + interval '1 millisecond' * " + duration.toMillis());
    }

    public void run(String statement) {
        fresh.run(statement);
    }

    public PlanDeliveries plan() {
        return plan;
    }

    public UUID newId() {
        return ids.next();
    }

    ForgetDeliveries forget(Duration keep) {
        return new ForgetDeliveries(database, keep, TIME);
    }

    UUID append(Word word) {
        return Objects.requireNonNull(
                transactions.transactional(plan.append(word)).block());
    }

    List<Claim> claim(String owner) {
        return claim(owner, List.of(), List.of());
    }

    List<Claim> claim(String owner, List<Pace> paces, Collection<UUID> working) {
        return Objects.requireNonNull(deliveries
                .claimDue(paces, LEASE, owner, working, 50)
                .collectList()
                .block());
    }

    boolean settle(Claim claim, Result result) {
        return Boolean.TRUE.equals(deliveries.settle(claim, result).block());
    }

    Delivery find(UUID id) {
        return Objects.requireNonNull(read.find(id).block());
    }

    /** An attempt that was claimed and is not over. */
    public record Begun(Object claim, String destination) {}

    /** Claims what is due, as one sender that knows what it still works on. */
    public List<Begun> begin() {
        List<Claim> claims = claim("sender", List.of(), held);
        claims.forEach(claim -> held.add(claim.delivery().id()));
        return claims.stream()
                .map(claim -> new Begun(claim, claim.delivery().destination()))
                .toList();
    }

    /** Makes the attempt, and writes its end unless the process dies before. */
    public void end(Begun begun, Channel channel, Destination destination, boolean diesBeforeWriting) {
        Claim claim = (Claim) begun.claim();
        Result result = new AttemptDelivery(claim, claim.envelope(destination), channel, () -> true).result();
        if (!diesBeforeWriting) {
            settle(claim, result);
        }
        held.remove(claim.delivery().id());
    }

    /** What was begun is left as it is, by a process that is no more. */
    public void dies() {
        held.clear();
    }

    public long waiting() {
        return read.counts()
                .map(counts -> counts.entrySet().stream()
                        .filter(entry -> entry.getKey().waiting())
                        .mapToLong(java.util.Map.Entry::getValue)
                        .sum())
                .blockOptional()
                .orElse(0L);
    }

    @Override
    public void close() {
        fresh.close();
    }
}
