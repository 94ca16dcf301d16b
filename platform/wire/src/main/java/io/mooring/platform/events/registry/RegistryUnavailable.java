package io.mooring.platform.events.registry;

import org.jspecify.annotations.Nullable;

/** The registry gave no usable answer. Nothing is wrong with the schema or the record: it may work later. */
public final class RegistryUnavailable extends RegistryException {

    RegistryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
