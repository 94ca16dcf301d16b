package io.mooring.backup.run;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes what a run wrote and must not keep: the manifest first, so that what is half removed is no backup. */
@Component
final class RemoveRunFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RemoveRunFiles.class);

    private final BackupLocations locations;

    RemoveRunFiles(BackupLocations locations) {
        this.locations = locations;
    }

    /** Blocking. A location that does not do it is logged: nobody lists such files as a backup of this run. */
    void of(BackupRun run) {
        String folder = ObjectKeys.folder(run.request().planId(), run.id());
        for (RunCopy copy : run.copies()) {
            locations.find(copy.locationId()).ifPresent(location -> remove(location, folder));
        }
    }

    private static void remove(BackupLocation location, String folder) {
        try {
            location.discard(folder + ObjectKeys.MANIFEST);
            for (StoredObject object : location.list(folder)) {
                location.discard(object.key());
            }
        } catch (LocationFailure failure) {
            LOG.warn("{} at location {} could not be removed: {}", folder, location.id(), failure.getMessage());
        }
    }
}
