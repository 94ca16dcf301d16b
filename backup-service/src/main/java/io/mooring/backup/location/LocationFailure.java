package io.mooring.backup.location;

/** A location's failure in words that an operator can act on. */
public final class LocationFailure extends Exception {

    private final LocationFault fault;

    public LocationFailure(LocationFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public LocationFailure(LocationFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public LocationFault fault() {
        return fault;
    }
}
