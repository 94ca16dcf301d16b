package io.mooring.platform.events;

import io.mooring.platform.events.registry.RegistryUnavailable;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a record that fails from a service that cannot work. */
public final class Surroundings {

    private Surroundings() {}

    /**
     * Whether the service's database or the registry was not to be reached, or the record's turn had not come: no record
     * could be handled, so none is at fault.
     */
    public static boolean areAway(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessResourceException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof R2dbcTransientResourceException
                    || cause instanceof RegistryUnavailable
                    || cause instanceof PutOff) {
                return true;
            }
        }
        return false;
    }
}
