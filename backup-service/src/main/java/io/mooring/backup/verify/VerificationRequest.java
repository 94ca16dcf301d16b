package io.mooring.backup.verify;

import io.mooring.platform.observability.Traceparent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be verified and who wants it.
 *
 * @param locationId only the copy there; null for every copy (checksums), or the first that can be read (restore test)
 * @param takenAt when the backup began: the data are at least as new
 * @param requestedBy null when the service itself wants it
 * @param objective the plan's recovery time objective; null when it has none
 */
public record VerificationRequest(
        VerificationKind kind,
        String runId,
        String planId,
        String planName,
        @Nullable String locationId,
        Instant takenAt,
        VerificationTrigger trigger,
        @Nullable String requestedBy,
        @Nullable Duration objective,
        String correlationId,
        @Nullable Traceparent traceparent) {}
