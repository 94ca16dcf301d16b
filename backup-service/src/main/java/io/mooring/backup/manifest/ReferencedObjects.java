package io.mooring.backup.manifest;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a location has what an incremental backup refers to. */
public final class ReferencedObjects {

    private ReferencedObjects() {}

    /** The key of the first object that is not there in its size; empty when all are there. */
    public static Optional<String> firstMissing(
            BackupLocation location, String planId, List<Manifest.Reference> references) throws LocationFailure {
        Map<String, Map<String, Long>> folders = new HashMap<>();
        for (Manifest.Reference reference : references) {
            String folder = ObjectKeys.folder(planId, reference.runId());
            Map<String, Long> there = folders.get(folder);
            if (there == null) {
                there = sizes(location, folder);
                folders.put(folder, there);
            }
            Long bytes = there.get(folder + reference.name());
            if (bytes == null || bytes != reference.bytes()) {
                return Optional.of(folder + reference.name());
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> sizes(BackupLocation location, String folder) throws LocationFailure {
        Map<String, Long> sizes = new HashMap<>();
        for (StoredObject object : location.list(folder)) {
            sizes.put(object.key(), object.bytes());
        }
        return sizes;
    }
}
