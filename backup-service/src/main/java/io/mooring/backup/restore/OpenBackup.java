package io.mooring.backup.restore;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.CopyState;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.RunCopy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a copy of a backup that can be read. */
@Component
final class OpenBackup {

    private final BackupLocations locations;
    private final ReadingKeys keys;

    OpenBackup(BackupLocations locations, ReadingKeys keys) {
        this.locations = locations;
        this.keys = keys;
    }

    DecryptionKey key() throws RestoreStopped {
        return keys.decryptionKey()
                .orElseThrow(() -> new RestoreStopped(
                        "no-restore-key",
                        "This instance of backup-service has no private key and opens no backup.",
                        "Set backup.restore-key on the host that is to restore."));
    }

    /** The copy in the location, or the first one that can be read where none is named. */
    StoredBackup of(BackupRun run, @Nullable String locationId) throws RestoreStopped, InterruptedException {
        List<BackupLocation> stored = run.copies().stream()
                .filter(copy -> copy.state() == CopyState.STORED)
                .map(RunCopy::locationId)
                .filter(id -> locationId == null || id.equals(locationId))
                .flatMap(id -> locations.find(id).stream())
                .toList();
        @Nullable ReadFailure last = null;
        for (BackupLocation location : stored) {
            try {
                return StoredBackup.open(location, run.request().planId(), run.id(), keys.signers());
            } catch (ReadFailure failure) {
                last = failure;
            }
        }
        throw last == null
                ? new RestoreStopped(
                        "no-copy",
                        "There is no copy of this backup in "
                                + (locationId == null ? "any location of this installation" : locationId) + ".",
                        "See the run for where its copies are.")
                : RestoreStopped.by(last);
    }

    /**
     * What every object of a file tree holds, decrypted and decompressed; those of former runs by their manifests.
     *
     * @return null when one of these cannot be read
     */
    @Nullable
    Long contentBytes(StoredBackup backup) throws InterruptedException {
        Map<String, Long> known = new HashMap<>();
        List<String> former = backup.manifest().references().stream()
                .map(Manifest.Reference::runId)
                .distinct()
                .toList();
        String planId = backup.manifest().run().planId();
        try {
            backup.objects().forEach(object -> known.put(object.key(), object.sourceBytes()));
            for (String runId : former) {
                StoredBackup.open(backup.location(), planId, runId, keys.signers())
                        .objects()
                        .forEach(object -> known.put(object.key(), object.sourceBytes()));
            }
        } catch (ReadFailure unreadable) {
            return null;
        }
        long all = 0;
        for (StoredChunk object : EveryObject.of(backup)) {
            Long bytes = known.get(object.key());
            if (bytes == null) {
                return null;
            }
            all += bytes;
        }
        return all;
    }
}
