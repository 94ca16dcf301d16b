package io.mooring.backup.verify;

import io.mooring.backup.rebuild.AskInRecovery;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildFault;
import io.mooring.backup.rebuild.RecoverCluster;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.source.ClusterCanary;
import io.mooring.backup.wal.CanaryPair;
import java.time.Duration;
import java.time.Instant;

/** Recovers a copy to a time between two canaries, and asks it whether it has the one and not the other. Recovery can go on from there. */
final class ProveTime {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    // A number that was not given out yet has no status.
    private static final String STATUS =
            "CASE WHEN %1$d >= txid_snapshot_xmax(txid_current_snapshot()) THEN 'absent' ELSE coalesce(txid_status(%1$d), 'absent') END";

    private static final String COMMITTED = "committed";

    private ProveTime() {}

    /** @throws RebuildFailure when a canary is missing, or there too early */
    static Measured.Between prove(RecoverCluster cluster, CanaryPair pair)
            throws RebuildFailure, ServerUnavailable, InterruptedException {
        Instant time = pair.between();
        String[] answer = new AskInRecovery(cluster, PATIENCE)
                .at(time, pair.before().role(), question(pair))
                .split("\\|");
        if (!answer[0].equals(COMMITTED)) {
            throw failed(time, pair.before(), "is not there");
        }
        if (answer[1].equals(COMMITTED)) {
            throw failed(time, pair.after(), "is there already");
        }
        return new Measured.Between(
                time, pair.before().transaction(), pair.after().transaction());
    }

    private static String question(CanaryPair pair) {
        return "SELECT " + STATUS.formatted(pair.before().transaction()) + ", "
                + STATUS.formatted(pair.after().transaction());
    }

    private static RebuildFailure failed(Instant time, ClusterCanary canary, String what) {
        return new RebuildFailure(
                RebuildFault.RECOVERY_FAILED,
                "PostgreSQL recovered to " + time + ", but transaction " + canary.transaction()
                        + ", which the source committed at " + canary.committedAt() + ", " + what + ".",
                "Do not rely on recovering to a time with this copy: test another location's, take a new base backup,"
                        + " and see whether the clock of the source's host was changed.");
    }
}
