package io.mooring.starter.publish;

/** Every meter of the starter. */
public enum PublishTelemetry {
    /** Counter of events. Tags: {@code stream} health or security; {@code outcome} sent, buffer-full, refused, stopped. */
    EVENTS("mooring.publish.events"),
    /** Gauge of events that wait for Kafka. Tag: {@code stream}. */
    WAITING("mooring.publish.waiting");

    private final String meter;

    PublishTelemetry(String meter) {
        this.meter = meter;
    }

    public String meter() {
        return meter;
    }
}
