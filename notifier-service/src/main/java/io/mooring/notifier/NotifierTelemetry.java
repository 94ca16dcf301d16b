package io.mooring.notifier;

/** Every meter of the notifier. Tags are bounded: channels come from settings, outcomes from an enum. */
public enum NotifierTelemetry {
    /** Counter: attempts by channel and outcome. */
    ATTEMPTS("mooring.notifier.attempts"),
    /** Timer: from the delivery's row to the provider's acceptance. */
    TIME_TO_DELIVERED("mooring.notifier.time.to.delivered"),
    /** Gauge: deliveries nobody will try again without a person. */
    DEAD("mooring.notifier.dead");

    public static final String TAG_CHANNEL = "channel";
    public static final String TAG_OUTCOME = "outcome";

    private final String meter;

    NotifierTelemetry(String meter) {
        this.meter = meter;
    }

    public String meter() {
        return meter;
    }
}
