package io.mooring.backup.run;

import io.mooring.backup.source.SourceKind;
import io.mooring.platform.observability.Traceparent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is a run, and what it knows of its plan as the plan was then.
 *
 * @param sourceKind what kind of thing is backed up
 * @param sourceName what is backed up, without credentials
 * @param requestedBy the person who asked; null for the schedule
 * @param retention how long the backup is to be kept; null when only other rules decide
 * @param correlationId ties the run's events and log lines to the request
 * @param traceparent where the request's trace goes on; null when it was not traced
 */
public record RunRequest(
        String planId,
        String planName,
        SourceKind sourceKind,
        String sourceName,
        Trigger trigger,
        @Nullable String requestedBy,
        @Nullable Duration retention,
        String correlationId,
        @Nullable Traceparent traceparent) {

    public RunRequest {
        if (planId.isBlank() || planName.isBlank() || correlationId.isBlank()) {
            throw new IllegalArgumentException("a run needs a plan's id and name and a correlation id");
        }
        if ((trigger == Trigger.MANUAL) != (requestedBy != null)) {
            throw new IllegalArgumentException("a person is named exactly when a person asked");
        }
    }
}
