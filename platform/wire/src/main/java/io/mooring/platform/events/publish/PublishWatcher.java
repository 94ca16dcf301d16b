package io.mooring.platform.events.publish;

/** Hears what becomes of events. Called from the publisher's thread, and for a full buffer from whoever offers. */
public interface PublishWatcher {

    /** Kafka acknowledged so many. */
    void sent(int events);

    /** So many are gone for good. {@code cause} says why, in words. */
    void lost(int events, Loss why, String cause);

    /** Kafka or the registry cannot be reached; the events are kept and tried again. */
    void delayed(String cause);

    /** Why an event is gone. */
    enum Loss {
        /** The buffer was full and newer events took its place. */
        BUFFER_FULL,
        /** Kafka or the registry will never take it. */
        REFUSED,
        /** The application ended before Kafka could be reached. */
        STOPPED
    }
}
