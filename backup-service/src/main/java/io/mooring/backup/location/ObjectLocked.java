package io.mooring.backup.location;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The location does not let go of an object before a time. */
public final class ObjectLocked extends LocationFailure {

    private final @Nullable Instant until;

    /** @param until null where no time is set: a legal hold that somebody placed in the store */
    public ObjectLocked(@Nullable Instant until, String message) {
        super(LocationFault.LOCKED, message);
        this.until = until;
    }

    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }
}
