package io.mooring.platform.events.consumer;

import io.mooring.platform.events.registry.RegistryUnavailable;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a record that fails from a service that cannot work. */
final class Surroundings {

    private Surroundings() {}

    /** Whether the service's database or the registry was not to be reached: no record could be handled, so none is at fault. */
    static boolean areAway(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessResourceException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof R2dbcTransientResourceException
                    || cause instanceof RegistryUnavailable) {
                return true;
            }
        }
        return false;
    }
}
