package io.mooring.backup.fresh;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.Recurring;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Looks again and again for what did not happen, and tells of it once. Any instance may: the row of what was told decides. */
@Component
final class TellOverdue extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(TellOverdue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FindOverdue findOverdue;
    private final Watched watched;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final MultiGauge gauge;

    TellOverdue(
            FindOverdue findOverdue,
            Watched watched,
            Outbox outbox,
            TransactionalOperator transaction,
            BackupSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        super("tell-overdue", settings.overdue().look());
        this.findOverdue = findOverdue;
        this.watched = watched;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.gauge = MultiGauge.builder(BackupTelemetry.OVERDUE.meter())
                .description(BackupTelemetry.OVERDUE.description())
                .register(meters);
    }

    @Override
    protected void look() {
        List<Overdue> all =
                Objects.requireNonNull(BlockingBridge.await(findOverdue.all().collectList(), PATIENCE));
        for (Overdue overdue : all) {
            tell(overdue);
        }
        measure(all);
    }

    private void tell(Overdue overdue) {
        Instant now = clock.instant();
        Boolean told = BlockingBridge.await(
                transaction.transactional(watched.tell(overdue)
                        .filter(Boolean::booleanValue)
                        .flatMap(first ->
                                outbox.append(FreshEvents.overdue(overdue, now)).thenReturn(first))
                        .switchIfEmpty(Mono.just(false))),
                PATIENCE);
        if (Boolean.TRUE.equals(told)) {
            LOG.warn(
                    "The {} of plan {} that was expected at {} did not happen",
                    overdue.expected().kind().word(),
                    overdue.expected().planId(),
                    overdue.since());
        }
    }

    private void measure(List<Overdue> all) {
        Instant now = clock.instant();
        gauge.register(
                all.stream()
                        .map(overdue -> MultiGauge.Row.of(
                                Tags.of(
                                        BackupTelemetry.KIND,
                                        overdue.expected().kind().word(),
                                        "plan",
                                        overdue.expected().planId()),
                                Duration.between(overdue.since(), now).toSeconds()))
                        .toList(),
                true);
    }
}
