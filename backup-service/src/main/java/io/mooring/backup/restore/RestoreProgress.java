package io.mooring.backup.restore;

import org.jspecify.annotations.Nullable;

/**
 * How far a restore is.
 *
 * @param phase null before its start and after its end
 * @param bytes of content fetched, decrypted and checked
 * @param totalBytes of content; null until the manifest was read
 * @param bytesPerSecond of the last seconds; null when nothing is being fetched
 * @param etaSeconds until everything is fetched; null when unknown: how long a server takes to build its indexes nobody can tell
 * @param doneEntries of the archive that are loaded, or tables that are compared; null in other phases
 * @param wal of a cluster's restore; null where there is none, and before it was looked for
 */
public record RestoreProgress(
        @Nullable RestorePhase phase,
        long bytes,
        @Nullable Long totalBytes,
        @Nullable Long bytesPerSecond,
        @Nullable Long etaSeconds,
        @Nullable Long doneEntries,
        @Nullable Long totalEntries,
        @Nullable WalProgress wal) {

    static final RestoreProgress NONE = new RestoreProgress(null, 0, null, null, null, null, null, null);

    /** Nothing moves any more. */
    RestoreProgress atRest() {
        return new RestoreProgress(null, bytes, totalBytes, null, null, null, null, wal);
    }
}
