package io.mooring.backup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Every meter of this service's own, by its name in Micrometer; Prometheus spells dots as underscores. */
public enum BackupTelemetry {
    /** Counter, tag state: runs that ended. */
    RUNS_ENDED("mooring.backup.runs.ended", "Runs that ended, by how"),
    /** Timer, tag state: from the start of a run to its end. */
    RUN_DURATION("mooring.backup.run.duration", "How long runs took"),
    /** Counter: bytes read from sources by runs that have a backup. */
    SOURCE_BYTES("mooring.backup.source.bytes", "Bytes read from sources for backups that were stored"),
    /** Gauge: backups that this process is taking. */
    RUNS_RUNNING("mooring.backup.runs.running", "Backups that this process is taking"),
    /** Counter, tags outcome (started, still-running, refused) and plan: what became of a schedule's due times. */
    SCHEDULE_DUE("mooring.backup.schedule.due", "Due times of schedules, by what became of them"),
    /** Gauge, tag location: 1 when a backup could be written there, 0 when not; absent until the first check. */
    LOCATION_USABLE("mooring.backup.location.usable", "Whether a location takes backups");

    public static final String STATE = "state";
    public static final String OUTCOME = "outcome";
    public static final String LOCATION = "location";

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

    public Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(meter).description(description).tags(tags).register(registry);
    }

    public Timer timer(MeterRegistry registry, String... tags) {
        return Timer.builder(meter).description(description).tags(tags).register(registry);
    }
}
