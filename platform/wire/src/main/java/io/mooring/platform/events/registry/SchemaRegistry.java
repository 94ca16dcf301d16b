package io.mooring.platform.events.registry;

import org.apache.avro.Schema;

/**
 * Gives every schema a number, and refuses schemas that would break readers or writers of the same subject. All methods
 * may be called from any thread; they may block for the configured time-out.
 *
 * <p>Every method throws {@link RegistryUnavailable} when the registry gives no usable answer.
 */
public interface SchemaRegistry extends AutoCloseable {

    /**
     * Registers a schema under a subject. Registering it again changes nothing and gives the same id.
     *
     * @return the schema's id
     * @throws SchemaRefused when it is not compatible with what is registered, or not valid
     */
    int register(String subject, Schema schema);

    /**
     * The id of a schema that is registered under a subject.
     *
     * @throws SchemaUnknown when it is not
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema of an id.
     *
     * @throws SchemaUnknown when no schema has it
     */
    Schema schema(int id);

    /**
     * The newest schema of a subject.
     *
     * @throws SchemaUnknown when nothing is registered under it
     */
    RegisteredSchema latest(String subject);

    /** From now on the subject takes only schemas that read, and are read by, its newest one. */
    void demandFullCompatibility(String subject);

    @Override
    default void close() {}
}
