package io.mooring.backup.fresh;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Looks again and again for what did not happen, and tells of it once. Any instance may: the row of what was told decides. */
@Component
final class TellOverdue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TellOverdue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FindOverdue findOverdue;
    private final Watched watched;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Duration every;
    private final InstantSource clock;
    private final MultiGauge gauge;
    private @Nullable Thread thread;
    private volatile boolean running;

    TellOverdue(
            FindOverdue findOverdue,
            Watched watched,
            Outbox outbox,
            TransactionalOperator transaction,
            BackupSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.findOverdue = findOverdue;
        this.watched = watched;
        this.outbox = outbox;
        this.transaction = transaction;
        this.every = settings.overdue().look();
        this.clock = clock;
        this.gauge = MultiGauge.builder(BackupTelemetry.OVERDUE.meter())
                .description(BackupTelemetry.OVERDUE.description())
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("tell-overdue").start(this::lookForever);
    }

    @Override
    public void stop() {
        running = false;
        Thread current = thread;
        if (current != null) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void lookForever() {
        try {
            while (running) {
                look();
                Thread.sleep(every);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<Overdue> all = Objects.requireNonNull(
                    BlockingBridge.await(findOverdue.all().collectList(), PATIENCE));
            for (Overdue overdue : all) {
                tell(overdue);
            }
            measure(all);
        } catch (RuntimeException unreachable) {
            LOG.warn("Whether anything is overdue cannot be said now: {}", unreachable.getMessage());
        }
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
