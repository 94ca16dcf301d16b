package io.mooring.notifier.channel;

/** What a channel can say of a destination without sending. */
public record Readiness(State state, String detail) {

    /** Ready, lacking its settings, or refused by the provider at the last call. */
    public enum State {
        READY,
        NOT_CONFIGURED,
        FAILING
    }

    public static Readiness ready(String detail) {
        return new Readiness(State.READY, detail);
    }

    public static Readiness notConfigured(String whatToSet) {
        return new Readiness(State.NOT_CONFIGURED, whatToSet);
    }
}
