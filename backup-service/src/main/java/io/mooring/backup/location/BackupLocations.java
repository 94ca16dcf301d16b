package io.mooring.backup.location;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The locations of this installation, by id. */
public final class BackupLocations {

    private final Map<String, BackupLocation> byId = new LinkedHashMap<>();

    public BackupLocations(List<BackupLocation> locations) {
        for (BackupLocation location : locations) {
            if (byId.put(location.id(), location) != null) {
                throw new IllegalArgumentException("two locations have the id " + location.id());
            }
        }
    }

    /** In the order of the settings. */
    public List<BackupLocation> all() {
        return List.copyOf(byId.values());
    }

    public Optional<BackupLocation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
