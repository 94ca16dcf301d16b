package io.mooring.backup.pipeline;

import io.mooring.backup.manifest.Manifest;
import java.util.List;

/**
 * A backup that was taken.
 *
 * @param manifestBytes the manifest as written to every location, byte for byte
 * @param copies one per location; at least one is STORED, and a FAILED one makes the run partial
 */
public record BackupOutcome(Manifest manifest, byte[] manifestBytes, List<CopyProgress> copies) {

    public BackupOutcome {
        copies = List.copyOf(copies);
        if (copies.stream().noneMatch(copy -> copy.state() == CopyState.STORED)) {
            throw new IllegalArgumentException("a backup without a stored copy is none");
        }
    }
}
