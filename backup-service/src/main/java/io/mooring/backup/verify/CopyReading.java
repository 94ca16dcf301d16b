package io.mooring.backup.verify;

import java.util.List;

/**
 * What one location's copy turned out to be, or how far its reading is.
 *
 * @param objects how many it has; 0 until the manifest was read
 * @param objectsRead from the first on
 * @param bytes of all objects, as stored
 * @param damages at most {@link #MAX_DAMAGES}; {@code damaged} counts all
 */
public record CopyReading(
        String locationId,
        Finding present,
        int objects,
        int objectsRead,
        long bytes,
        long bytesRead,
        int damaged,
        List<Damage> damages) {

    static final int MAX_DAMAGES = 100;

    public CopyReading {
        damages = List.copyOf(damages);
    }

    static CopyReading planned(String locationId) {
        return new CopyReading(locationId, Findings.NOT_YET, 0, 0, 0, 0, 0, List.of());
    }

    CopyReading found(Finding finding) {
        return new CopyReading(locationId, finding, objects, objectsRead, bytes, bytesRead, damaged, damages);
    }

    boolean isOver() {
        return !present.equals(Findings.NOT_YET);
    }
}
