package io.mooring.platform.events.registry;

import org.jspecify.annotations.Nullable;

/** A schema registry could not do what was asked. */
public abstract sealed class RegistryException extends RuntimeException
        permits RegistryUnavailable, SchemaRefused, SchemaUnknown {

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
