package io.mooring.backup.restore;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.WalFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks whether every piece of WAL is at one of its locations at least, in its size. Each location is listed once. Used by one thread. */
final class LookAtWal {

    private final Map<BackupLocation, Map<String, Long>> listed = new HashMap<>();
    private final Map<BackupLocation, RestoreStopped> away = new HashMap<>();

    /** @throws RestoreStopped naming the first piece that no location has, or the location that does not answer */
    void require(List<WalFile> files) throws RestoreStopped {
        for (WalFile file : files) {
            @Nullable RestoreStopped trouble = null;
            for (BackupLocation location : file.locations()) {
                trouble = trouble(file.object(), location).orElse(null);
                if (trouble == null) {
                    break;
                }
            }
            if (trouble != null) {
                throw trouble;
            }
        }
    }

    private Optional<RestoreStopped> trouble(StoredChunk object, BackupLocation location) {
        Map<String, Long> there =
                list(location, object.key().substring(0, object.key().lastIndexOf('/') + 1));
        RestoreStopped unanswered = away.get(location);
        if (unanswered != null) {
            return Optional.of(unanswered);
        }
        Long found = there.get(object.key());
        return found != null && found == object.bytes()
                ? Optional.empty()
                : Optional.of(Looks.missing(location, object, found));
    }

    private Map<String, Long> list(BackupLocation location, String folder) {
        return listed.computeIfAbsent(location, asked -> {
            try {
                return asked.list(folder).stream().collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
            } catch (LocationFailure failure) {
                away.put(asked, Looks.unreachable(asked, failure));
                return Map.of();
            }
        });
    }
}
