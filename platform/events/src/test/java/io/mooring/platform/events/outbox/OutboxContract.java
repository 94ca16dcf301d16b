package io.mooring.platform.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What every outbox does. */
public abstract class OutboxContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    protected abstract Outbox outbox();

    protected abstract TransactionalOperator transaction();

    /** Committed events in the order in which the relay would send them. */
    protected abstract List<OutboxRow> committed();

    @Test
    void refusesAnEventOutsideOfATransaction() {
        StepVerifier.create(outbox().append(Backups.started("plan", "run")))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("R2DBC transaction"))
                .verify(PATIENCE);
        assertThat(committed()).isEmpty();
    }

    @Test
    void leavesNothingOfATransactionThatRolledBack() {
        Mono<Void> failing = outbox().append(Backups.started("plan", "run"))
                .then(Mono.<Void>error(new IllegalArgumentException("the state change is refused")))
                .as(transaction()::transactional);
        StepVerifier.create(failing).expectError(IllegalArgumentException.class).verify(PATIENCE);
        assertThat(committed()).isEmpty();
    }

    @Test
    void failsTheTransactionOfAnEventThatFitsNoSchema() {
        var incomplete = new BackupStarted();
        StepVerifier.create(
                        outbox().append(Backups.started("plan", "run"), OutgoingEvent.of("topic", "plan", incomplete))
                                .as(transaction()::transactional))
                .expectError()
                .verify(PATIENCE);
        assertThat(committed()).isEmpty();
    }

    @Test
    void keepsTheEventsOfOneTransactionInTheirOrder() {
        wait(outbox().append(Backups.started("a", "1"), Backups.started("b", "2"), Backups.started("a", "3"))
                .then(outbox().append(Backups.started("a", "4")))
                .as(transaction()::transactional));
        assertThat(committed()).extracting(OutboxRow::key).containsExactly("a", "b", "a", "a");
    }

    @Test
    void givesEachEventAnIdAndAllOfOneRequestItsCorrelation() {
        wait(outbox().append(Backups.started("plan", "1"), Backups.started("plan", "2"))
                .as(transaction()::transactional)
                .contextWrite(context -> context.put(EventContext.CORRELATION_ID, "request-1")
                        .put(EventContext.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")));
        List<EventAttributes> events =
                committed().stream().map(OutboxRow::event).toList();
        assertThat(events).extracting(EventAttributes::id).doesNotHaveDuplicates();
        assertThat(events).extracting(EventAttributes::correlationId).containsOnly("request-1");
        assertThat(events)
                .extracting(EventAttributes::traceparent)
                .containsOnly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(events).extracting(EventAttributes::type).containsOnly("io.mooring.events.backup.BackupStarted");
        assertThat(events).extracting(EventAttributes::subject).containsOnly("plan");
    }

    @Test
    void ordersTheEventsOfAKeyByTheCommitsOfConcurrentTransactions() {
        List<String> commits = Collections.synchronizedList(new ArrayList<>());
        Flux.fromStream(IntStream.range(0, 60).boxed())
                .flatMap(
                        number -> outbox().append(Backups.started("plan", Integer.toString(number)))
                                // The first to append is not always the first to finish.
                                .then(Mono.delay(Duration.ofMillis(number % 7)))
                                // Inside the transaction and after the key is ours: nobody else commits in between.
                                .doOnNext(_ -> commits.add(Integer.toString(number)))
                                .then()
                                .as(transaction()::transactional),
                        6)
                .blockLast(PATIENCE);
        assertThat(committed()).extracting(OutboxContract::runOf).containsExactlyElementsOf(commits);
    }

    @Test
    void doesNotMakeOneKeyWaitForAnother() {
        Sinks.One<String> release = Sinks.one();
        Mono<Void> slow = outbox().append(Backups.started("slow", "1"))
                .then(release.asMono())
                .then()
                .as(transaction()::transactional);
        var running = slow.subscribe();
        try {
            wait(outbox().append(Backups.started("quick", "2")).as(transaction()::transactional));
            assertThat(committed()).extracting(OutboxRow::key).containsExactly("quick");
        } finally {
            release.tryEmitValue("go");
        }
        wait(Mono.delay(Duration.ofMillis(5))
                .repeat()
                .takeUntil(_ -> running.isDisposed())
                .then());
        assertThat(committed()).extracting(OutboxRow::key).containsExactlyInAnyOrder("quick", "slow");
    }

    /** The run's id, which the test's serializer writes as the payload. */
    protected static String runOf(OutboxRow row) {
        return new String(row.payload(), StandardCharsets.UTF_8);
    }

    protected static <T> T wait(Mono<T> mono) {
        return mono.block(PATIENCE);
    }
}
