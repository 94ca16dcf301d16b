package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegistryException;

/** A service cannot start, because a schema that it writes is not in the registry. */
public final class SchemasNotRegistered extends RuntimeException {

    private final String subject;
    private final RegistryException reason;

    SchemasNotRegistered(String subject, RegistryException reason) {
        super(reason.getMessage() + " (while registering " + subject + ")", reason);
        this.subject = subject;
        this.reason = reason;
    }

    /** Under which the schema belongs. */
    public String subject() {
        return subject;
    }

    RegistryException reason() {
        return reason;
    }
}
