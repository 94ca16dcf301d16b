package io.mooring.platform.events.registry;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {

    private final SchemaRegistry registry = new InMemorySchemaRegistry();

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }
}
