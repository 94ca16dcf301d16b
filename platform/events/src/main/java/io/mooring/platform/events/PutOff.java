package io.mooring.platform.events;

/** An event's turn has not come: those before it took so long that the broker must hear of this consumer first. */
public final class PutOff extends RuntimeException {

    public PutOff(String message) {
        super(message);
    }
}
