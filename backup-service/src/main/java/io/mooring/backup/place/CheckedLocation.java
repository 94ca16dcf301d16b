package io.mooring.backup.place;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A location and what its last check found.
 *
 * @param health null until the first check, and then with {@code checkedAt}
 */
record CheckedLocation(
        BackupLocation location,
        @Nullable LocationHealth health,
        @Nullable Instant checkedAt) {

    CheckedLocation {
        if ((health == null) != (checkedAt == null)) {
            throw new IllegalArgumentException("a finding has a time");
        }
    }

    boolean isDown() {
        return health != null && health.state() == LocationHealth.State.DOWN;
    }
}
