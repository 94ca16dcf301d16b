package io.mooring.backup.rebuild;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.read.StoredChunk;
import java.util.List;

/**
 * A file of the write-ahead log as PostgreSQL asks for it, and where it is stored.
 *
 * @param name of a segment or of a timeline's history
 * @param object whose content it is
 * @param locations that have it, the one to be asked first being the first
 */
public record WalFile(String name, StoredChunk object, List<BackupLocation> locations) {

    private static final int SEGMENT_NAME = 24;

    public WalFile {
        locations = List.copyOf(locations);
        if (locations.isEmpty() || !name.matches("[0-9A-F]{24}|[0-9A-F]{8}\\.history")) {
            throw new IllegalArgumentException("no stored file of a write-ahead log: " + name);
        }
    }

    /** Otherwise it is a timeline's history. */
    public boolean isSegment() {
        return name.length() == SEGMENT_NAME;
    }
}
