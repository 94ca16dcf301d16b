package io.mooring.backup.source.tree;

import java.time.Instant;
import java.util.List;

/**
 * The chain that a plan's newest run belongs to.
 *
 * @param chainId id of its full run
 * @param beganAt when the full run began
 * @param runs ids of all its runs that are recorded as completed, oldest first
 * @param objects the packs that these runs stored
 */
public record TreeChain(String chainId, Instant beganAt, List<String> runs, List<StoredTreeObject> objects) {

    public TreeChain {
        runs = List.copyOf(runs);
        objects = List.copyOf(objects);
        if (runs.isEmpty() || !runs.getFirst().equals(chainId)) {
            throw new IllegalArgumentException("a chain begins with its full run");
        }
    }

    /** The run that the next one follows. */
    String newestRun() {
        return runs.getLast();
    }
}
