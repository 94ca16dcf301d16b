package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of an incident that count in statistics. */
record Measured(
        Priority priority,
        Instant openedAt,
        Instant responseDueAt,
        @Nullable Instant respondedAt,
        @Nullable Instant resolvedAt) {}
