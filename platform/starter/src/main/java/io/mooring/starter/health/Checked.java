package io.mooring.starter.health;

import io.mooring.events.health.HealthStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param component name, {@code composite/part} for a part of a composite
 * @param took null when it did not answer in time
 * @param detail why it is not healthy; null when it is
 */
record Checked(
        String component,
        HealthStatus status,
        @Nullable Duration took,
        @Nullable String detail) {}
