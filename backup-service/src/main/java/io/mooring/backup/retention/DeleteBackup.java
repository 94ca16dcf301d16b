package io.mooring.backup.retention;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes a backup's objects, the manifest first: what is left half deleted must not look like a backup. Blocking, repeatable. */
@Component
final class DeleteBackup {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteBackup.class);

    /**
     * What was deleted.
     *
     * @param leftAt locations that did not let go of everything
     */
    record Deleted(long freedBytes, List<String> leftAt) {}

    private final BackupLocations locations;

    DeleteBackup(BackupLocations locations) {
        this.locations = locations;
    }

    /** From each location that stored a copy, or from those that were left the last time. */
    Deleted delete(Expiry expiry) throws InterruptedException {
        List<String> from = expiry.expiredAt() == null
                ? expiry.copies().stream().map(Expiry.StoredCopy::locationId).toList()
                : expiry.leftAt();
        long freed = 0;
        List<String> left = new ArrayList<>();
        for (String locationId : from) {
            try {
                freed += delete(find(locationId), ObjectKeys.folder(expiry.planId(), expiry.runId()));
            } catch (LocationFailure | LocationGone failure) {
                LOG.warn("Location {} keeps objects of {}: {}", locationId, expiry.runId(), failure.getMessage());
                left.add(locationId);
            }
        }
        return new Deleted(freed, left);
    }

    private BackupLocation find(String id) throws LocationGone {
        return locations.find(id).orElseThrow(() -> new LocationGone("it is no longer in the settings"));
    }

    private static long delete(BackupLocation location, String folder) throws LocationFailure, InterruptedException {
        location.delete(folder + ObjectKeys.MANIFEST);
        long freed = 0;
        for (StoredObject object : location.list(folder)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            location.delete(object.key());
            freed += object.bytes();
        }
        return freed;
    }

    private static final class LocationGone extends Exception {
        private LocationGone(String message) {
            super(message);
        }
    }
}
