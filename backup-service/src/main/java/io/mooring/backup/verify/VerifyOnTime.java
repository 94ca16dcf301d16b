package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.platform.events.BlockingBridge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Removes at start what killed restore tests left behind; then looks again and again what is due, and shows the ages. */
@Component
final class VerifyOnTime implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyOnTime.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SHOW_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final BackupSettings settings;
    private final ThrowawaySettings throwaway;
    private final StartDueVerifications startDue;
    private final Verifications verifications;
    private final VerificationMeters meters;
    private final InstantSource clock;
    private long shown = System.nanoTime() - SHOW_EVERY;
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    VerifyOnTime(
            BackupSettings settings,
            ThrowawaySettings throwaway,
            StartDueVerifications startDue,
            Verifications verifications,
            VerificationMeters meters,
            InstantSource clock) {
        this.settings = settings;
        this.throwaway = throwaway;
        this.startDue = startDue;
        this.verifications = verifications;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void start() {
        sweep();
        BlockingBridge.await(startDue.declare(), PATIENCE);
        running = true;
        thread = Thread.ofVirtual().name("due-verifications").start(this::lookForever);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
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

    private void lookForever() {
        try {
            while (running) {
                look();
                Thread.sleep(settings.runs().poll());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            BlockingBridge.await(startDue.startDue(), PATIENCE);
            showAges();
        } catch (RuntimeException unreachable) {
            LOG.warn("Due verifications cannot be queued yet: {}", unreachable.getMessage());
        }
    }

    private void showAges() {
        if (System.nanoTime() - shown >= SHOW_EVERY) {
            List<CopyVerdict> verdicts =
                    BlockingBridge.await(verifications.verdicts(null).collectList(), PATIENCE);
            meters.show(verdicts == null ? List.of() : verdicts, clock.instant());
            shown = System.nanoTime();
        }
    }
}
