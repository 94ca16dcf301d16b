package io.mooring.starter.health;

import io.mooring.events.health.HealthStatus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Spring Boot's words for health in ours. */
final class BootHealth {

    private static final Pattern CLASS_NAME = Pattern.compile("^([\\w.$]+(?:Exception|Error))\\b");

    private BootHealth() {}

    /** A status of the application's own that we do not know stays unknown: it never counts as healthy. */
    static HealthStatus status(@Nullable Health health) {
        return switch (health == null ? "" : health.getStatus().getCode()) {
            case "UP" -> HealthStatus.HEALTHY;
            case "DOWN", "OUT_OF_SERVICE", "FATAL" -> HealthStatus.CRITICAL;
            case "DEGRADED", "WARNING" -> HealthStatus.DEGRADED;
            default -> HealthStatus.UNKNOWN;
        };
    }

    /** The status and the error's class. Not its message: drivers put addresses, users and statements there. */
    static @Nullable String detail(@Nullable Health health) {
        if (health == null || status(health) == HealthStatus.HEALTHY) {
            return null;
        }
        String code = health.getStatus().getCode();
        Matcher error = CLASS_NAME.matcher(String.valueOf(health.getDetails().get("error")));
        return error.find() ? code + ": " + error.group(1) : code;
    }
}
