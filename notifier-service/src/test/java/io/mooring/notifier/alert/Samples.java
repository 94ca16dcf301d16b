package io.mooring.notifier.alert;

import io.mooring.notifier.alert.Report.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports and alerts to test with, for this and other capabilities. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Samples() {}

    public static Report firing(String key, Severity severity) {
        return report(key, Says.FIRING, severity, "Something is wrong with " + key, NOON, null);
    }

    public static Report resolved(String key, Instant at) {
        return report(key, Says.RESOLVED, Severity.INFO, "All is well with " + key, at, null);
    }

    public static Report report(
            String key, Says says, Severity severity, String title, Instant at, @Nullable Duration quiet) {
        return new Report(
                key,
                says,
                severity,
                Words.of(title, "What to do: look."),
                Map.of("service", key),
                at,
                new Origin(UUID.randomUUID().toString(), "Tested", "test", "c-1", null),
                quiet);
    }

    public static Alert alert(String key, Severity severity, Map<String, String> labels) {
        return new Alert(
                UUID.randomUUID(),
                key,
                AlertState.FIRING,
                1,
                severity,
                Words.of("Something is wrong with " + key, "What to do: look."),
                labels,
                Origin.of("e-" + key, "Tested", "test"),
                NOON,
                NOON,
                NOON,
                1,
                false,
                null,
                null,
                null);
    }
}
