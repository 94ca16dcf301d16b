package io.mooring.backup.location;

/** A location's failure in words that an operator can act on. */
public sealed class LocationFailure extends Exception permits ObjectLocked {

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
