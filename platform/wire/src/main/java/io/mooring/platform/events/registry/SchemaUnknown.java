package io.mooring.platform.events.registry;

/** The registry answers, but has no such schema. */
public final class SchemaUnknown extends RegistryException {

    SchemaUnknown(String registry, String what) {
        super("The schema registry " + registry + " knows no " + what, null);
    }
}
