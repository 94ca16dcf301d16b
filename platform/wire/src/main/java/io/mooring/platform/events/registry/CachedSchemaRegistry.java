package io.mooring.platform.events.registry;

import org.apache.avro.Schema;

/**
 * Asks another registry once per schema and id: both never change, so what was once answered stays true while the
 * registry is down. The newest schema of a subject does change and is always asked for.
 */
public final class CachedSchemaRegistry implements SchemaRegistry {

    /** As many as Confluent's client keeps per subject; far more than a system has. */
    private static final int CAPACITY = 1000;

    private final SchemaRegistry registry;
    private final BoundedCache<SubjectSchema, Integer> registered = new BoundedCache<>(CAPACITY);
    private final BoundedCache<Integer, Schema> schemas = new BoundedCache<>(CAPACITY);

    public CachedSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return registered.get(
                new SubjectSchema(subject, schema), key -> registry.register(key.subject(), key.schema()));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return registered.get(new SubjectSchema(subject, schema), key -> registry.idOf(key.subject(), key.schema()));
    }

    @Override
    public Schema schema(int id) {
        return schemas.get(id, registry::schema);
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public void demandFullCompatibility(String subject) {
        registry.demandFullCompatibility(subject);
    }

    @Override
    public void close() {
        registry.close();
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
