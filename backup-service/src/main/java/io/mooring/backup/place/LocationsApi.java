package io.mooring.backup.place;

import io.mooring.backup.location.ObjectLock;
import io.mooring.platform.web.paging.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where backups are kept, and whether that works. */
@RestController
@RequestMapping("/api/v1/locations")
@Tag(name = "Locations", description = "Where copies are kept, and whether that works")
final class LocationsApi {

    private final CheckLocations checks;
    private final LastWrites lastWrites;

    LocationsApi(CheckLocations checks, LastWrites lastWrites) {
        this.checks = checks;
        this.lastWrites = lastWrites;
    }

    /**
     * A location as the API shows it.
     *
     * @param kind s3 or directory
     * @param state healthy, warning, down, or unknown before the first check
     * @param reason in words, null when healthy or unknown
     * @param freeBytes null where the location knows no such number
     * @param objectLock none, governance or compliance: what the location is to lock new objects with, by the settings
     * @param objectLockDays for how long; null without a lock
     */
    record LocationView(
            String id,
            String kind,
            String state,
            @Nullable String reason,
            @Nullable Long freeBytes,
            @Nullable Long latencyMillis,
            @Nullable Instant lastWriteAt,
            @Nullable Instant checkedAt,
            String objectLock,
            @Nullable Integer objectLockDays) {

        static LocationView of(CheckedLocation checked, @Nullable Instant lastWriteAt) {
            var health = checked.health();
            ObjectLock lock = checked.location().objectLock();
            return new LocationView(
                    checked.location().id(),
                    checked.location().kind().name().toLowerCase(Locale.ROOT),
                    health == null ? "unknown" : health.state().name().toLowerCase(Locale.ROOT),
                    health == null ? null : health.reason(),
                    health == null ? null : health.freeBytes(),
                    health == null ? null : health.latency().toMillis(),
                    lastWriteAt,
                    checked.checkedAt(),
                    lock.mode().word(),
                    lock.isOn() ? lock.days() : null);
        }
    }

    @GetMapping
    @Operation(summary = "All locations with their last check")
    Mono<Page<LocationView>> list() {
        return Flux.fromIterable(checks.all())
                .concatMap(checked -> lastWrites
                        .lastStoredAt(checked.location().id())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(at -> LocationView.of(checked, at.orElse(null))))
                .collectList()
                .map(views -> new Page<>(views, null));
    }
}
