package io.mooring.platform.events.registry;

/** The registry does not take a schema: it would break readers or writers of the subject, or is not valid. */
public final class SchemaRefused extends RegistryException {

    private final String subject;

    SchemaRefused(String subject, String registry, String reason) {
        super(
                "The schema registry " + registry + " refuses the schema for the subject " + subject + ": " + reason,
                null);
        this.subject = subject;
    }

    /** Under which the schema was to be registered. */
    public String subject() {
        return subject;
    }
}
