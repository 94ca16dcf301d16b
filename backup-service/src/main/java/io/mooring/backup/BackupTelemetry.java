package io.mooring.backup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.observability.TraceLater;
import io.mooring.platform.observability.Traceparent;
import org.jspecify.annotations.Nullable;

/** Every meter and span of this service's own, by its name in Micrometer; Prometheus spells dots as underscores. */
public enum BackupTelemetry {
    /** Counter, tags plan, state and reason (the failure's code, else none): runs that ended. */
    RUNS_ENDED("mooring.backup.runs.ended", "Runs that ended, by how and why"),
    /** Timer, tags plan and state: from the start of a run to its end. */
    RUN_DURATION("mooring.backup.run.duration", "How long runs took"),
    /** Counter, tag plan: bytes read from sources by runs that have a backup. */
    SOURCE_BYTES("mooring.backup.source.bytes", "Bytes read from sources for backups that were stored"),
    /** Counter, tags plan and location: bytes of copies that were stored, as they lie there. */
    STORED_BYTES("mooring.backup.stored.bytes", "Bytes of copies that were stored"),
    /** Counter, tags plan, location, state (stored, failed) and reason (the location's fault, none, unknown): copies of runs that ended. */
    COPIES_ENDED("mooring.backup.copies.ended", "Copies of runs, by how they ended and why"),
    /** Gauge: backups that this process is taking. */
    RUNS_RUNNING("mooring.backup.runs.running", "Backups that this process is taking"),
    /** Counter, tags outcome (started, still-running, refused) and plan: what became of a schedule's due times. */
    SCHEDULE_DUE("mooring.backup.schedule.due", "Due times of schedules, by what became of them"),
    /** Gauge, tag location: 1 when a backup could be written there, 0 when not; absent until the first check. */
    LOCATION_USABLE("mooring.backup.location.usable", "Whether a location takes backups"),
    /** Gauge, tag plan: what would be lost of a cluster now, seconds; NaN while nobody can tell. */
    RECOVERY_POINT("mooring.backup.recovery.point", "How far the recovery point is behind the source"),
    /** Gauge, tags plan and location: the same, with this location alone. */
    LOCATION_RECOVERY_POINT(
            "mooring.backup.location.recovery.point", "How far a location's recovery point is behind the source"),
    /** Gauge, tag plan: 1 while canaries are committed at the source, 0 while it refuses them; NaN where none are wanted or nobody can tell. */
    CANARIES_COMMITTED(
            "mooring.backup.canaries.committed", "Whether restore tests can prove recovery of a cluster to a time"),
    /** Span backup.run: carrying out a run, from its start to its recorded end. Goes on with its request's trace. */
    RUN("mooring.backup.run", "Carrying out a run"),
    /** Span backup.run.stalled: ending a run whose owner died, in the trace of the run's request. */
    STALLED_RUN("mooring.backup.run.stalled", "Ending a run whose owner died"),
    /** Span backup.run.record: a change of a run's state and its event, where no other span of the run is. */
    RECORD_RUN("mooring.backup.run.record", "Recording a change of a run"),
    /** Span backup.due: queueing a run that the schedule asks for; begins the run's trace. */
    DUE("mooring.backup.due", "Queueing a run that is due"),
    /** Counter, tags plan, location (unknown when none was chosen), state and reason (the failure's code, else none): restores that ended. */
    RESTORES_ENDED("mooring.backup.restores.ended", "Restores that ended, by how and why"),
    /** Timer, tags plan, location and state: from the start of a restore to its end. */
    RESTORE_DURATION("mooring.backup.restore.duration", "How long restores took"),
    /** Counter, tags plan and location: bytes restored, decrypted and decompressed. */
    RESTORED_BYTES("mooring.backup.restored.bytes", "Bytes restored, decrypted and decompressed"),
    /** Span backup.job, tag kind: one attempt at a job, in the trace of the request that asked for it. */
    JOB("mooring.backup.job", "One attempt at a job"),
    /** Counter, tag kind: attempts at jobs that broke in a way nobody had expected. */
    JOBS_BROKEN("mooring.backup.jobs.broken", "Attempts at jobs that broke unexpectedly"),
    /** Counter, tags plan, kind and state: verifications that ended. */
    VERIFICATIONS_ENDED("mooring.backup.verifications.ended", "Verifications that ended, by kind and how"),
    /** Counter, tags plan, question (present, restorable, data-intact, fast-enough) and verdict. */
    VERDICTS("mooring.backup.verdicts", "Answers to the questions about backups"),
    /** Gauge, tags plan, location and proof (read, restored): seconds since the newest verified backup was taken; infinite when none is. */
    VERIFIED_AGE("mooring.backup.verified.age", "Age of the newest verified backup"),
    /** Timer, tags plan and location: restore tests, from the first byte read to data that can be asked. */
    RESTORE_TEST("mooring.backup.restore.test", "How long restores took in restore tests"),
    /** Gauge, tags plan and location: the same of the newest restore test that came so far, seconds; absent until there is one. */
    RECOVERY_TIME("mooring.backup.recovery.time", "How long the restore took in the newest restore test"),
    /** Gauge, tag plan: what the settings ask of it, seconds; absent without an objective. */
    RECOVERY_TIME_OBJECTIVE("mooring.backup.recovery.time.objective", "How long a restore may take"),
    /** Gauge, tag plan: what the settings ask of it, seconds; absent without an objective. */
    RECOVERY_POINT_OBJECTIVE("mooring.backup.recovery.point.objective", "How much of the newest data may be lost"),
    /** Counter, tags scenario, mode and state: drills that ended. */
    DRILLS_ENDED("mooring.backup.drills.ended", "Drills that ended, by how"),
    /** Counter: bytes read again by verifications. */
    VERIFIED_BYTES("mooring.backup.verified.bytes", "Bytes that verifications read again"),
    /** Counter, tag plan: bytes that retention freed, over all locations. */
    EXPIRED_BYTES("mooring.backup.expired.bytes", "Bytes that retention freed"),
    /** Counter, tag state: purges that were carried out. */
    PURGES_ENDED("mooring.backup.purges.ended", "Purges that were carried out, by how"),
    /** Counter, tags plan, location and outcome (made-up, failed): attempts at copies that a run could not store. */
    COPIES_MADE_UP("mooring.backup.copies.made.up", "Attempts at making up missing copies"),
    /** Gauge, tags kind (backup, restore-test, recovery-drill) and plan: seconds since it should have happened; absent when it did. */
    OVERDUE("mooring.backup.overdue", "How long something that should have happened is overdue");

    public static final String STATE = "state";
    public static final String OUTCOME = "outcome";
    public static final String LOCATION = "location";
    public static final String KIND = "kind";
    public static final String PLAN = "plan";
    public static final String REASON = "reason";
    public static final String NONE = "none";
    public static final String UNKNOWN = "unknown";

    private final String meter;
    private final String description;

    BackupTelemetry(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    public String meter() {
        return meter;
    }

    public String description() {
        return description;
    }

    /** A span of this name, not started; {@code from} null begins a new trace. */
    public Observation span(ObservationRegistry registry, @Nullable Traceparent from) {
        return TraceLater.from(from, meter, registry);
    }

    public Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(meter).description(description).tags(tags).register(registry);
    }

    public Timer timer(MeterRegistry registry, String... tags) {
        return Timer.builder(meter).description(description).tags(tags).register(registry);
    }
}
