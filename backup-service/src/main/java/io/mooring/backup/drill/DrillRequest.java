package io.mooring.backup.drill;

import io.mooring.platform.observability.Traceparent;
import org.jspecify.annotations.Nullable;

/**
 * What is rehearsed and who wants it.
 *
 * @param component which component the plan's backups recover: database or file storage
 * @param startedBy a user, or the service's name for scheduled ones
 */
record DrillRequest(
        Scenario scenario,
        DrillMode mode,
        String planId,
        String planName,
        String component,
        String startedBy,
        boolean scheduled,
        String correlationId,
        @Nullable Traceparent traceparent) {}
