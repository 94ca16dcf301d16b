package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegistryUnavailable;
import io.mooring.platform.events.registry.SchemaRefused;
import io.mooring.platform.events.registry.SchemaUnknown;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start what is wrong with the registry and what to do, without a stack trace. */
final class SchemasNotRegisteredAnalyzer extends AbstractFailureAnalyzer<SchemasNotRegistered> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemasNotRegistered cause) {
        return new FailureAnalysis(cause.getMessage(), remedy(cause), cause);
    }

    private static String remedy(SchemasNotRegistered cause) {
        return switch (cause.reason()) {
            case RegistryUnavailable unavailable ->
                "Start the schema registry, or set mooring.registry.url (MOORING_REGISTRY) to the address of its API.";
            case SchemaRefused refused ->
                "Compare this schema with the newest one of the subject " + cause.subject()
                        + ". Change it so that each can read what the other writes: add fields with a default only, "
                        + "remove only fields that have one, rename nothing.";
            case SchemaUnknown unknown ->
                "Register the schema under the subject " + cause.subject()
                        + ", or let the service do it: mooring.registry.auto-register=true.";
        };
    }
}
