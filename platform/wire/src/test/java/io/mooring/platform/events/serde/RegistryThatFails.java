package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.HttpSchemaRegistry;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import io.mooring.platform.events.registry.RegisteredSchema;
import io.mooring.platform.events.registry.RegistrySettings;
import io.mooring.platform.events.registry.SchemaRegistry;
import java.time.Duration;
import org.apache.avro.Schema;

/** A registry that can be taken down; then nothing listens at its address. Counts what it was asked. */
final class RegistryThatFails implements SchemaRegistry {

    private final SchemaRegistry up = new InMemorySchemaRegistry();
    private final SchemaRegistry down = new HttpSchemaRegistry(
            new RegistrySettings("http://127.0.0.1:1/apis/ccompat/v7", null, null, Duration.ofSeconds(5)));
    private volatile boolean failing;
    private int questions;

    void goDown() {
        failing = true;
    }

    int questions() {
        return questions;
    }

    private synchronized SchemaRegistry now() {
        questions++;
        return failing ? down : up;
    }

    @Override
    public int register(String subject, Schema schema) {
        return now().register(subject, schema);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return now().idOf(subject, schema);
    }

    @Override
    public Schema schema(int id) {
        return now().schema(id);
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return now().latest(subject);
    }

    @Override
    public void demandFullCompatibility(String subject) {
        now().demandFullCompatibility(subject);
    }

    @Override
    public void close() {
        down.close();
    }
}
