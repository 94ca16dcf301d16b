package io.mooring.backup.retention;

import io.mooring.backup.run.CopyLock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backup that is there, as retention sees it.
 *
 * @param runId sorts after those of all earlier runs
 * @param takenAt when it was completed, by the clock of then
 * @param chainId run id of the full backup that it may refer to; its own when it stands by itself
 * @param proof the strongest that any backup of the plan has, where this one has it; null where it has not
 * @param complete whether every copy that the plan wants is stored
 * @param locks what locations with an object lock said of its copies
 */
record KeptBackup(
        String runId,
        Instant takenAt,
        String chainId,
        @Nullable Proof proof,
        boolean complete,
        boolean held,
        boolean inUse,
        List<CopyLock> locks) {

    KeptBackup {
        locks = List.copyOf(locks);
    }

    /** Of which no location locks a copy. */
    KeptBackup(
            String runId,
            Instant takenAt,
            String chainId,
            @Nullable Proof proof,
            boolean complete,
            boolean held,
            boolean inUse) {
        this(runId, takenAt, chainId, proof, complete, held, inUse, List.of());
    }

    /** Whether no other backup of the plan is proven better. */
    boolean verified() {
        return proof != null;
    }

    KeptBackup knowing(@Nullable Proof nowProof, boolean nowInUse, List<CopyLock> nowLocked) {
        return new KeptBackup(runId, takenAt, chainId, nowProof, complete, held, nowInUse, nowLocked);
    }
}
