package io.mooring.backup.job;

import io.mooring.backup.job.JobRows.HeldJob;
import io.mooring.backup.job.JobRows.JobLease;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Starts waiting jobs while there is room for their kind, and takes over those whose owner died. */
final class WorkOnJobs implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkOnJobs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP_WAIT = Duration.ofSeconds(20);

    private final JobRows rows;
    private final TransactionalOperator transaction;
    private final DoJob doJob;
    private final JobBell bell;
    private final JobTiming timing;
    private final InstantSource clock;
    private final Map<String, JobHandler> handlers;
    private final Map<String, Semaphore> room;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<HoldJob> holds = ConcurrentHashMap.newKeySet();
    private final String process = "pid-" + ProcessHandle.current().pid() + "/";
    private volatile boolean running;
    private @Nullable Thread claimer;

    WorkOnJobs(
            JobRows rows,
            TransactionalOperator transaction,
            DoJob doJob,
            JobBell bell,
            JobTiming timing,
            InstantSource clock,
            List<JobHandler> handlers) {
        this.rows = rows;
        this.transaction = transaction;
        this.doJob = doJob;
        this.bell = bell;
        this.timing = timing;
        this.clock = clock;
        List<JobHandler> able =
                handlers.stream().filter(handler -> handler.concurrent() > 0).toList();
        this.handlers = able.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.room = able.stream()
                .collect(Collectors.toMap(JobHandler::kind, handler -> new Semaphore(handler.concurrent())));
    }

    @Override
    public void start() {
        running = true;
        claimer = Thread.ofVirtual().name("claim-jobs").start(this::claimForever);
    }

    /** Interrupts what is being done; it is let go and goes on elsewhere, or here after the next start. */
    @Override
    public void stop() {
        running = false;
        bell.ring();
        try {
            // Before anything is let go: else this worker might claim it again on its way out.
            join(claimer, STOP_WAIT);
            holds.forEach(hold -> hold.stop(StopReason.SHUTDOWN));
            for (Thread thread : threads) {
                join(thread, STOP_WAIT);
            }
        } catch (InterruptedException hurry) {
            holds.forEach(hold -> hold.stop(StopReason.SHUTDOWN));
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claimForever() {
        try {
            while (running) {
                if (!startOne()) {
                    bell.await(timing.poll());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only this thread takes room away, so that there is still some for the job that is claimed. */
    private boolean startOne() throws InterruptedException {
        List<String> kinds = room.entrySet().stream()
                .filter(kind -> kind.getValue().availablePermits() > 0)
                .map(Map.Entry::getKey)
                .toList();
        HeldJob held = kinds.isEmpty() ? null : claim(kinds);
        if (held == null) {
            return false;
        }
        JobHandler handler = handlers.get(held.job().kind());
        Semaphore free = room.get(held.job().kind());
        free.acquire();
        Thread thread = Thread.ofVirtual()
                .name(handler.kind() + "-" + held.job().id())
                .unstarted(() -> {
                    try {
                        work(handler, held);
                    } finally {
                        free.release();
                        threads.remove(Thread.currentThread());
                        bell.ring();
                    }
                });
        threads.add(thread);
        thread.start();
        return true;
    }

    private @Nullable HeldJob claim(List<String> kinds) {
        try {
            var lease = new JobLease(
                    process + UuidV7.system().next(), clock.instant().plus(timing.lease()));
            return BlockingBridge.await(rows.claim(kinds, lease, clock.instant()), PATIENCE);
        } catch (RuntimeException unreachable) {
            LOG.warn("Waiting jobs cannot be started yet: {}", unreachable.getMessage());
            return null;
        }
    }

    private void work(JobHandler handler, HeldJob held) {
        try (HoldJob hold = new HoldJob(rows, transaction, timing, clock, held)) {
            holds.add(hold);
            if (!running) {
                hold.stop(StopReason.SHUTDOWN);
            }
            try {
                doJob.attempt(handler, held, hold);
            } finally {
                holds.remove(hold);
            }
        }
    }

    private static void join(@Nullable Thread thread, Duration longest) throws InterruptedException {
        if (thread != null) {
            thread.join(longest);
        }
    }
}
