package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.job.StopReason;
import io.mooring.backup.run.RunFailure;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out restores that wait, and goes on with those whose owner died. Only where there is a key that opens backups. */
@Component
final class DoRestores implements JobHandler {

    static final String KIND = "restore";

    private static final Logger LOG = LoggerFactory.getLogger(DoRestores.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Restores restores;
    private final RecordRestores record;
    private final List<CarryOutRestore> kinds;
    private final BackupSettings settings;
    private final ReadingKeys keys;
    private final InstantSource clock;

    DoRestores(
            Restores restores,
            RecordRestores record,
            List<CarryOutRestore> kinds,
            BackupSettings settings,
            ReadingKeys keys,
            InstantSource clock) {
        this.restores = restores;
        this.record = record;
        this.kinds = kinds;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return keys.decryptionKey().isPresent() ? settings.restore().concurrent() : 0;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        Restore restore = find(job);
        if (restore == null || restore.state().isOver()) {
            control.finish(Mono.empty());
            return;
        }
        CarryOutRestore kind = kind(restore);
        try (RunningRestore running = new RunningRestore(restore, restores, control, clock)) {
            running.save(now -> now.started(clock.instant()));
            try {
                String keptAs = kind.carryOut(running);
                completed(running, control, keptAs);
            } catch (RestoreStopped stopped) {
                // Whoever was interrupted in the middle of a question to a server may only have seen it break.
                if (control.stopReason().isEmpty()) {
                    failed(kind, running, control, stopped.failure());
                } else {
                    interrupted(kind, running, control);
                }
            } catch (InterruptedException interrupted) {
                interrupted(kind, running, control);
            }
        }
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        Restore restore = find(job);
        if (restore == null || restore.state().isOver()) {
            control.finish(Mono.empty());
            return;
        }
        try (RunningRestore running = new RunningRestore(restore, restores, control, clock)) {
            running.save(now -> now.started(clock.instant()));
            RunFailure why = new RunFailure(
                    "internal",
                    "The backup service made a mistake: " + cause.getClass().getSimpleName() + ".",
                    "Look for the restore's id in the log of backup-service and report it.");
            failed(kind(restore), running, control, why);
        }
    }

    /** Cancelled restores end; others are let go and go on later. */
    private void interrupted(CarryOutRestore kind, RunningRestore running, JobControl control)
            throws InterruptedException {
        if (control.stopReason().filter(StopReason.CANCELLED::equals).isEmpty()) {
            throw new InterruptedException("let go: " + control.stopReason());
        }
        // The wish has been heard; what tidies up must not be interrupted by it again.
        Thread.interrupted();
        cancelled(kind, running, control);
    }

    private void completed(RunningRestore running, JobControl control, @Nullable String keptAs) {
        record.end(running, control, running.now().completed(running.progress(), keptAs, clock.instant()));
    }

    private void failed(CarryOutRestore kind, RunningRestore running, JobControl control, RunFailure why) {
        Restore before = tidied(kind, running);
        record.end(running, control, before.failed(why, clock.instant()));
    }

    /** Too late is too late: who looks must not be told that nothing happened. */
    private void cancelled(CarryOutRestore kind, RunningRestore running, JobControl control) {
        try {
            if (kind.isDone(running.now())) {
                Switching databases = running.now().switching();
                completed(running, control, databases == null ? null : databases.keptAs());
                return;
            }
        } catch (RestoreStopped unreachable) {
            failed(kind, running, control, unreachable.failure());
            return;
        }
        Restore before = tidied(kind, running);
        String by = control.cancelledBy().orElse("somebody");
        record.end(running, control, before.cancelled(by, clock.instant()));
    }

    /** What cannot be removed is told. */
    private static Restore tidied(CarryOutRestore kind, RunningRestore running) {
        Restore restore = running.now().progressing(running.progress());
        try {
            kind.cleanUp(restore);
            return restore;
        } catch (RestoreStopped left) {
            LOG.warn("The restore {} leaves something behind: {}", restore.id(), left.getMessage());
            return restore.remarking(List.of("Something is left behind: " + left.getMessage()));
        }
    }

    private CarryOutRestore kind(Restore restore) {
        return kinds.stream()
                .filter(kind -> kind.does(restore.request()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "nobody restores to a " + restore.request().targetKind().word()));
    }

    private @Nullable Restore find(Job job) {
        return BlockingBridge.await(restores.find(job.id()), PATIENCE);
    }
}
