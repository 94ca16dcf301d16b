package io.mooring.notifier;

/** Every meter and span of the notifier. Tags are bounded: channels come from settings, outcomes from an enum. */
public enum NotifierTelemetry {
    /** Counter: messages of inputs that were taken, by input. */
    INPUTS_RECEIVED("mooring.notifier.inputs.received"),
    /** Counter: messages of inputs that were not, by input and problem. */
    INPUTS_REFUSED("mooring.notifier.inputs.refused"),
    /** Gauge: 1 while an input was not heard of for too long, else 0, by input; not there for those nobody watches. */
    INPUTS_LATE("mooring.notifier.inputs.late"),
    /** Counter: calls at the outside heartbeat by outcome: sent, failed, withheld. */
    HEARTBEATS("mooring.notifier.heartbeats"),
    /** Counter: attempts by channel and outcome. */
    ATTEMPTS("mooring.notifier.attempts"),
    /** Timer: from the delivery's row to the provider's acceptance. */
    TIME_TO_DELIVERED("mooring.notifier.time.to.delivered"),
    /** Counter: deliveries never sent because newer words of their conversation say it all. */
    SUPERSEDED("mooring.notifier.superseded"),

    /** Gauge by destination: 1 while nothing goes there, because it failed too often or asked everybody to wait. */
    PAUSED("mooring.notifier.destination.paused"),

    /** Gauge: deliveries that wait or are dead, by state, counted every few seconds; not there while they cannot be counted. */
    DELIVERIES("mooring.notifier.deliveries"),
    /** Gauge: silences that mute now; not there while they cannot be counted. */
    SILENCES("mooring.notifier.silences.active"),
    /** Gauge: open alerts that nobody was told of yet because something holds them back, by kind: silence, inhibition, maintenance, hours. */
    ALERTS_HELD("mooring.notifier.alerts.held"),
    /** Counter: events that a rule failed on and that were told with their bare facts, by rule. */
    UNWORDED("mooring.notifier.unworded"),
    /** Gauge: incidents that go on, by priority; not there while they cannot be counted. */
    INCIDENTS("mooring.notifier.incidents"),
    /** Timer: from an incident's opening to the first response, by priority. */
    TIME_TO_RESPOND("mooring.notifier.time.to.respond"),
    /** Counter: people called for incidents, by level and priority. */
    ESCALATIONS("mooring.notifier.escalations"),
    /** Counter: open alerts about which nothing had been decided when the auditor looked. Anything above 0 is a defect. */
    ALERTS_MISSED("mooring.notifier.alerts.missed"),
    /**
     * Gauge: alerts, CRITICAL or graver, that fire and reached nobody although they were to be told: every delivery of them was
     * given up, or no route took it. Not there while they cannot be counted. Anything above 0 asks for a person.
     */
    ALERTS_UNTOLD("mooring.notifier.alerts.untold"),
    /** Gauge: seconds since everything that was written was seen to be handled; some are usual, and it grows while events wait. */
    HEARD_AGE("mooring.notifier.heard.age"),
    /** Span notifier.attempt, tag channel: one attempt, from claim to written result, in the trace of its event. */
    ATTEMPT("mooring.notifier.attempt");

    public static final String TAG_INPUT = "input";
    public static final String TAG_PROBLEM = "problem";
    public static final String TAG_CHANNEL = "channel";
    public static final String TAG_DESTINATION = "destination";
    public static final String TAG_OUTCOME = "outcome";
    public static final String TAG_KIND = "kind";
    public static final String TAG_LEVEL = "level";
    public static final String TAG_PRIORITY = "priority";
    public static final String TAG_STATE = "state";
    public static final String TAG_RULE = "rule";

    private final String meter;

    NotifierTelemetry(String meter) {
        this.meter = meter;
    }

    public String meter() {
        return meter;
    }
}
