package io.mooring.backup.retention;

import io.mooring.backup.Sentence;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.ObjectLocked;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.run.LetGo;
import java.util.ArrayList;
import java.util.Comparator;
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
     * @param left locations that did not let go of everything
     */
    record Deleted(long freedBytes, List<LetGo.Remaining> left) {}

    private final BackupLocations locations;

    DeleteBackup(BackupLocations locations) {
        this.locations = locations;
    }

    /**
     * From each location that stored a copy, or from those that were left the last time.
     *
     * @throws StillLocked when the first location refuses: nothing was deleted yet, so it is a backup still
     */
    Deleted delete(Expiry expiry) throws StillLocked, InterruptedException {
        String folder = ObjectKeys.folder(expiry.planId(), expiry.runId());
        long freed = 0;
        List<LetGo.Remaining> left = new ArrayList<>();
        for (String locationId : from(expiry)) {
            try {
                BackupLocation location = find(locationId);
                deleteManifest(location, folder, expiry);
                freed += deleteObjects(location, folder);
            } catch (LocationFailure | LocationGone failure) {
                LOG.warn("Location {} keeps objects of {}: {}", locationId, expiry.runId(), failure.getMessage());
                left.add(new LetGo.Remaining(locationId, Sentence.of(String.valueOf(failure.getMessage()))));
            }
        }
        return new Deleted(freed, left);
    }

    /** Those first that may refuse. */
    private List<String> from(Expiry expiry) {
        return expiry.expiredAt() != null
                ? expiry.leftAt()
                : expiry.copies().stream()
                        .map(Expiry.StoredCopy::locationId)
                        .sorted(Comparator.comparing(id -> !locks(id)))
                        .toList();
    }

    private boolean locks(String locationId) {
        return locations
                .find(locationId)
                .filter(location -> location.objectLock().isOn())
                .isPresent();
    }

    private void deleteManifest(BackupLocation location, String folder, Expiry expiry)
            throws LocationFailure, StillLocked {
        try {
            location.delete(folder + ObjectKeys.MANIFEST);
        } catch (ObjectLocked locked) {
            if (expiry.expiredAt() == null && from(expiry).getFirst().equals(location.id())) {
                throw new StillLocked(locked.getMessage());
            }
            throw locked;
        }
    }

    private BackupLocation find(String id) throws LocationGone {
        return locations.find(id).orElseThrow(() -> new LocationGone("it is no longer in the settings"));
    }

    private static long deleteObjects(BackupLocation location, String folder)
            throws LocationFailure, InterruptedException {
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
