package io.mooring.backup.run;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.manifest.ReferencedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds out from the locations what became of a run whose owner died. A copy counts when its manifest is there, names this run,
 * and every object it lists is there in its size.
 */
@Component
final class FindStoredCopies {

    /** What the locations hold; {@code copies} are in the run's order, one at least is stored. */
    record Found(Manifest manifest, byte[] manifestBytes, List<RunCopy> copies) {}

    private record Complete(Manifest manifest, byte[] bytes) {}

    private final BackupLocations locations;

    FindStoredCopies(BackupLocations locations) {
        this.locations = locations;
    }

    /** Empty when no location has a complete copy. Blocking. */
    Optional<Found> of(BackupRun run) {
        List<RunCopy> copies = new ArrayList<>();
        Complete first = null;
        for (RunCopy copy : run.copies()) {
            try {
                Complete complete = complete(run, copy);
                first = first == null ? complete : first;
                copies.add(copy.stored(complete.manifest().data().storedBytes()));
            } catch (Incomplete incomplete) {
                copies.add(copy.failed(String.valueOf(incomplete.getMessage())));
            }
        }
        return first == null ? Optional.empty() : Optional.of(new Found(first.manifest(), first.bytes(), copies));
    }

    private Complete complete(BackupRun run, RunCopy copy) throws Incomplete {
        BackupLocation location = locations
                .find(copy.locationId())
                .orElseThrow(() -> new Incomplete("the location is no longer in the settings"));
        String folder = ObjectKeys.folder(run.request().planId(), run.id());
        try {
            byte[] bytes = read(location, folder + ObjectKeys.MANIFEST);
            Manifest manifest = ManifestJson.read(bytes);
            require(
                    manifest.run().id().equals(run.id()),
                    "its manifest is that of run " + manifest.run().id());
            requireObjects(manifest, location, folder, sizes(location, folder));
            return new Complete(manifest, bytes);
        } catch (LocationFailure failure) {
            throw new Incomplete(
                    failure.fault() == LocationFault.NOT_FOUND
                            ? "The backup service stopped before this copy was complete"
                            : "it could not be read after the backup service had stopped: " + failure.getMessage());
        } catch (IOException cut) {
            throw new Incomplete("its manifest could not be read: " + cut.getMessage());
        } catch (ManifestRejected rejected) {
            throw new Incomplete(String.valueOf(rejected.getMessage()));
        }
    }

    private static byte[] read(BackupLocation location, String key) throws LocationFailure, IOException {
        try (InputStream in = location.open(key)) {
            return in.readNBytes(ManifestJson.MAX_BYTES + 1);
        }
    }

    private static Map<String, Long> sizes(BackupLocation location, String folder) throws LocationFailure {
        return location.list(folder).stream().collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
    }

    private static void requireObjects(
            Manifest manifest, BackupLocation location, String folder, Map<String, Long> sizes)
            throws Incomplete, LocationFailure {
        for (Manifest.Chunk chunk : manifest.data().objects()) {
            Long bytes = sizes.get(folder + chunk.name());
            require(
                    bytes != null && bytes == chunk.bytes(),
                    "its manifest lists " + chunk.name() + " with " + chunk.bytes() + " bytes, but there are "
                            + (bytes == null ? "none" : bytes));
        }
        String planId = manifest.run().planId();
        Optional<String> missing = ReferencedObjects.firstMissing(location, planId, manifest.references());
        require(missing.isEmpty(), "it refers to " + missing.orElse("") + ", which is not there");
        require(
                manifest.signedBy() == null || sizes.containsKey(folder + ObjectKeys.MANIFEST_SIGNATURE),
                "its manifest's signature is missing");
    }

    private static void require(boolean holds, String otherwise) throws Incomplete {
        if (!holds) {
            throw new Incomplete(otherwise);
        }
    }

    /** Why a copy does not count, in words. */
    private static final class Incomplete extends Exception {
        private Incomplete(String message) {
            super(message);
        }
    }
}
