package io.mooring.backup.retention;

import java.time.Instant;

/**
 * A backup that is there, as retention sees it.
 *
 * @param takenAt when it was completed
 * @param chainId run id of the full backup that it may refer to; its own when it stands by itself
 * @param verified whether a restore test has proven its data
 * @param complete whether every copy that the plan wants is stored
 */
record KeptBackup(
        String runId,
        Instant takenAt,
        String chainId,
        boolean verified,
        boolean complete,
        boolean held,
        boolean inUse) {

    KeptBackup knowing(boolean nowVerified, boolean nowInUse) {
        return new KeptBackup(runId, takenAt, chainId, nowVerified, complete, held, nowInUse);
    }
}
