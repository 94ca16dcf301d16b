package io.mooring.backup.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.job.JobRows.HeldJob;
import io.mooring.platform.observability.correlation.Correlation;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** One attempt at a job, whatever comes of it: done, let go, or to be tried again later. */
@Component
final class DoJob {

    private static final Logger LOG = LoggerFactory.getLogger(DoJob.class);
    private static final int MOST_BREAKDOWNS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ObservationRegistry observations;

    DoJob(InstantSource clock, MeterRegistry meters, ObservationRegistry observations) {
        this.clock = clock;
        this.meters = meters;
        this.observations = observations;
    }

    /** Blocking. Whether the job is done. */
    void attempt(JobHandler handler, HeldJob held, HoldJob control) {
        Job job = held.job();
        try (var _ = MDC.putCloseable(Correlation.KEY, job.correlationId())) {
            BackupTelemetry.JOB
                    .span(observations, job.traceparent())
                    .lowCardinalityKeyValue(BackupTelemetry.KIND, job.kind())
                    .highCardinalityKeyValue("job", job.id())
                    .observe(() -> carryOut(handler, held, control));
        }
    }

    private void carryOut(JobHandler handler, HeldJob held, HoldJob control) {
        Job job = held.job();
        try {
            handler.carryOut(job, control);
            if (!control.isOver()) {
                throw new IllegalStateException("the handler of '" + job.kind() + "' left its job unfinished");
            }
        } catch (InterruptedException stopped) {
            LOG.info("The job {} ({}) is let go: {}", job.id(), job.kind(), control.stopReason());
            control.release(clock.instant(), false);
        } catch (JobLost lost) {
            LOG.warn("The job {} ({}) is no longer ours: {}", job.id(), job.kind(), lost.getMessage());
        } catch (RuntimeException broken) {
            brokeDown(handler, held, control, broken);
        }
    }

    private void brokeDown(JobHandler handler, HeldJob held, HoldJob control, RuntimeException broken) {
        Job job = held.job();
        if (control.isOver()) {
            LOG.error("The job {} ({}) broke after its end", job.id(), job.kind(), broken);
            return;
        }
        // A handler that is being stopped may break of it; that is not its fault.
        boolean stopping = control.stopReason().isPresent();
        LOG.error("The job {} ({}) broke in its attempt {}", job.id(), job.kind(), job.attempt(), broken);
        BackupTelemetry.JOBS_BROKEN
                .counter(meters, BackupTelemetry.KIND, job.kind())
                .increment();
        if (!stopping && held.breakdowns() + 1 >= MOST_BREAKDOWNS) {
            giveUp(handler, job, control, broken);
        }
        if (!control.isOver()) {
            Duration pause = stopping ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << Math.min(6, held.breakdowns()));
            control.release(clock.instant().plus(pause), !stopping);
        }
    }

    private static void giveUp(JobHandler handler, Job job, HoldJob control, RuntimeException broken) {
        try {
            handler.giveUp(job, control, broken);
        } catch (RuntimeException again) {
            LOG.error("The job {} ({}) could not even be given up", job.id(), job.kind(), again);
        }
    }
}
