package io.mooring.backup.place;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** A location that is down makes the service degraded, not dead: other locations still take backups. */
@Component("locationsHealthIndicator")
final class LocationsHealthIndicator implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED", "it works with a part missing");

    private final CheckLocations checks;

    LocationsHealthIndicator(CheckLocations checks) {
        this.checks = checks;
    }

    @Override
    public Health health() {
        boolean anyDown = checks.all().stream().anyMatch(CheckedLocation::isDown);
        Health.Builder health = Health.status(anyDown ? DEGRADED : Status.UP);
        for (CheckedLocation checked : checks.all()) {
            var found = checked.health();
            health.withDetail(
                    checked.location().id(),
                    found == null ? "not checked yet" : found.reason() == null ? "healthy" : found.reason());
        }
        return health.build();
    }
}
