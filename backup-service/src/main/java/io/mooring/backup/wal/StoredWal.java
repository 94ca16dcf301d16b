package io.mooring.backup.wal;

import java.util.Set;

/** A piece of WAL and the locations that have it. */
public record StoredWal(WalObject object, Set<String> locations) {

    public StoredWal {
        locations = Set.copyOf(locations);
    }
}
