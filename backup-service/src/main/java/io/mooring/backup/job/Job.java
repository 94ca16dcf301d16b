package io.mooring.backup.job;

import io.mooring.platform.observability.Traceparent;
import org.jspecify.annotations.Nullable;

/**
 * Work that somebody has begun.
 *
 * @param attempt 1 for the first start; more when an earlier owner died, was shut down or broke
 */
public record Job(
        String id,
        String kind,
        String subject,
        int attempt,
        String correlationId,
        @Nullable Traceparent traceparent) {}
