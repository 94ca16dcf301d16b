package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.Recurring;
import io.mooring.platform.events.BlockingBridge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Removes at start what killed restore tests left behind; then looks again and again what is due, and shows the ages. */
@Component
final class VerifyOnTime extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyOnTime.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    // Reads many rows: not at every look.
    private static final long AT_LEISURE = TimeUnit.SECONDS.toNanos(5);
    // Some may have been cancelled, or failed before anything was restored.
    private static final int NEWEST = 10;

    private final ThrowawaySettings throwaway;
    private final StartDueVerifications startDue;
    private final Verifications verifications;
    private final VerificationMeters meters;
    private final RecoveryMeters recoveryMeters;
    private final List<PlanSettings> plans;
    private final InstantSource clock;
    private long looked = System.nanoTime() - AT_LEISURE;

    VerifyOnTime(
            BackupSettings settings,
            ThrowawaySettings throwaway,
            StartDueVerifications startDue,
            Verifications verifications,
            VerificationMeters meters,
            RecoveryMeters recoveryMeters,
            InstantSource clock) {
        super("due-verifications", settings.runs().poll());
        this.throwaway = throwaway;
        this.startDue = startDue;
        this.verifications = verifications;
        this.meters = meters;
        this.recoveryMeters = recoveryMeters;
        this.plans = settings.plans();
        this.clock = clock;
    }

    @Override
    protected void begin() {
        sweep();
        BlockingBridge.await(startDue.declare(), PATIENCE);
    }

    @Override
    protected void look() {
        BlockingBridge.await(startDue.startDue(), PATIENCE);
        if (System.nanoTime() - looked >= AT_LEISURE) {
            BlockingBridge.await(startDue.startAfterRuns(), PATIENCE);
            showAges();
            showRecoveryTimes();
            looked = System.nanoTime();
        }
    }

    private void sweep() {
        try {
            List<Path> removed = ThrowawayFolder.sweep(throwaway.parent());
            if (!removed.isEmpty()) {
                LOG.info("Removed what killed restore tests left behind: {}", removed);
            }
        } catch (IOException left) {
            LOG.warn("What killed restore tests left in {} cannot be removed: {}", throwaway.parent(), left.toString());
        }
    }

    private void showAges() {
        List<CopyVerdict> verdicts =
                BlockingBridge.await(verifications.verdicts(null).collectList(), PATIENCE);
        meters.show(verdicts == null ? List.of() : verdicts, clock.instant());
    }

    private void showRecoveryTimes() {
        recoveryMeters.show(Objects.requireNonNull(BlockingBridge.await(
                Flux.fromIterable(plans).concatMap(this::newestRestoreTest).collectList(), PATIENCE)));
    }

    private Mono<Verification> newestRestoreTest(PlanSettings plan) {
        return verifications
                .list(new Verifications.VerificationFilter(
                        plan.id(), null, VerificationKind.RESTORE_TEST, null, NEWEST))
                .filter(RecoveryMeters::tells)
                .collectList()
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }
}
