package io.mooring.platform.events.registry;

import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param id the same wherever this schema is registered
 * @param version within its subject, counted from 1
 */
public record RegisteredSchema(int id, int version, Schema schema) {}
