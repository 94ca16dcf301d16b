package io.mooring.platform.events.registry;

import io.mooring.testkit.Registry;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a real Apicurio registry. */
class HttpSchemaRegistryIT extends SchemaRegistryContract {

    private static SchemaRegistry registry;

    @BeforeAll
    static void connect() {
        registry = new HttpSchemaRegistry(
                new RegistrySettings(Registry.shared().url().toString(), null, null, Duration.ofSeconds(20)));
    }

    @AfterAll
    static void disconnect() {
        registry.close();
    }

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }
}
