package io.mooring.monitor;

/** Every meter of the monitor. */
public enum MonitorTelemetry {
    /** Counter: samples taken, by outcome {@code stored} or {@code failed}. */
    SAMPLES("mooring.monitor.samples");

    public static final String TAG_OUTCOME = "outcome";

    private final String meter;

    MonitorTelemetry(String meter) {
        this.meter = meter;
    }

    public String meter() {
        return meter;
    }
}
