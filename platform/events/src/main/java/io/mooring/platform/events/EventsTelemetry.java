package io.mooring.platform.events;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Every meter and observation of this module. Meters of the relay exist once per instance, also while it stands by. */
public enum EventsTelemetry {
    /** Observation around an append; a tracer hands its trace over to the event here. */
    APPEND("mooring.outbox.append"),
    /**
     * Observation around a handler; tags {@code type}, {@code group}, {@code outcome} (applied, duplicate, ignored, failed;
     * split: tried together with others, and then apart). A batch has one for each of its events that is not ignored.
     */
    HANDLE("mooring.inbox.handle"),
    /** Gauge: events that wait to be sent. NaN while the database does not answer. */
    BACKLOG("mooring.outbox.backlog"),
    /** Gauge, seconds: age of the oldest waiting event. NaN while the database does not answer. */
    OLDEST_AGE("mooring.outbox.oldest.age"),
    /** Gauge: keys whose first event the broker refuses, each a problem for an operator. */
    PROBLEMS("mooring.outbox.problems"),
    /** Gauge: 1 while this instance relays, 0 while it stands by. */
    RELAYING("mooring.outbox.relaying"),
    /** Counter: events the broker acknowledged; tag {@code topic}. */
    SENT("mooring.outbox.sent"),
    /** Counter: failed attempts; tags {@code topic}, {@code kind} (undeliverable, unreachable). */
    FAILED("mooring.outbox.failed"),
    /** Counter: records given up on and kept as dead letters; tags {@code topic}, {@code group}. */
    DEAD_LETTERED("mooring.deadletter.written"),
    /** Counter: attempts that failed and will be repeated; tags {@code topic}, {@code group}. */
    RETRIED("mooring.consumer.retried");

    public static final String TOPIC = "topic";
    public static final String GROUP = "group";
    public static final String TYPE = "type";
    public static final String OUTCOME = "outcome";
    /** Id of the event whose span has what a batch's handler did, a span's attribute only. */
    public static final String TOGETHER_WITH = "together.with";

    public static final String KIND = "kind";

    private final String meterName;

    EventsTelemetry(String meterName) {
        this.meterName = meterName;
    }

    public String meterName() {
        return meterName;
    }

    /** An observation of this name, not started. */
    public Observation observation(ObservationRegistry registry, Observation.Context context) {
        return Observation.createNotStarted(meterName, () -> context, registry);
    }
}
