package io.mooring.backup.source.tree;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The chain that a plan's newest run belongs to.
 *
 * @param chainId id of its full run
 * @param beganAt when the full run began
 * @param runs ids of all its runs that are recorded as completed, oldest first
 * @param objects the packs that these runs stored
 * @param openedBy fingerprints of the keys with each of which everything in it can be read
 */
public record TreeChain(
        String chainId, Instant beganAt, List<String> runs, List<StoredTreeObject> objects, Set<String> openedBy) {

    public TreeChain {
        runs = List.copyOf(runs);
        objects = List.copyOf(objects);
        openedBy = Set.copyOf(openedBy);
        if (runs.isEmpty() || !runs.getFirst().equals(chainId)) {
            throw new IllegalArgumentException("a chain begins with its full run");
        }
    }

    /** Those that are recipients of every run of a chain. */
    public static Set<String> inAll(List<Set<String>> recipientsOfRuns) {
        Set<String> all = new HashSet<>(recipientsOfRuns.getFirst());
        recipientsOfRuns.forEach(all::retainAll);
        return all;
    }

    /** The run that the next one follows. */
    String newestRun() {
        return runs.getLast();
    }
}
