package io.mooring.backup.source.tree;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.OpenSource.ForRun;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a run goes on with the plan's chain or begins a new one. */
final class ContinueChain {

    private static final Logger LOG = LoggerFactory.getLogger(ContinueChain.class);

    private ContinueChain() {}

    /** The chain to go on with; empty when the run is to be a full one. */
    static Optional<TreeChain> of(FileTreeSource source, KnownTrees known, ForRun run) {
        if (!source.incremental()) {
            return Optional.empty();
        }
        return known.chain(run.planId())
                .filter(chain -> chain.runs().size() < source.fullRuns())
                // How old one is that began before the clock went back, nobody knows.
                .filter(chain -> !chain.beganAt().isAfter(run.startedAt()))
                .filter(chain -> chain.beganAt().plus(source.fullEvery()).isAfter(run.startedAt()))
                .filter(chain -> isForAll(chain, run))
                .filter(chain -> isEverywhere(chain, run));
    }

    /** Whoever got a key since the chain began, or a new one, could not read what this run would refer to. */
    private static boolean isForAll(TreeChain chain, ForRun run) {
        if (chain.openedBy().containsAll(run.recipients())) {
            return true;
        }
        LOG.info("Plan {} begins a new chain: not all of today's recipients can read the former one", run.planId());
        return false;
    }

    private static boolean isEverywhere(TreeChain chain, ForRun run) {
        return run.locations().stream().allMatch(location -> isAt(location, chain, run.planId()));
    }

    /**
     * A location that cannot be asked does not begin a new chain: its copy of this run will fail by itself, or be asked again before
     * it is finished.
     */
    private static boolean isAt(BackupLocation location, TreeChain chain, String planId) {
        try {
            Map<String, Long> there = new HashMap<>();
            for (String runId : chain.runs()) {
                String folder = ObjectKeys.folder(planId, runId);
                for (StoredObject object : location.list(folder)) {
                    there.put(object.key(), object.bytes());
                }
                if (!there.containsKey(folder + ObjectKeys.MANIFEST)) {
                    LOG.info("Plan {} begins a new chain: location {} lacks run {}", planId, location.id(), runId);
                    return false;
                }
            }
            return chain.objects().stream().allMatch(object -> isThere(object, there, location, planId));
        } catch (LocationFailure unknown) {
            LOG.warn(
                    "Location {} cannot tell whether it holds plan {}'s chain: {}",
                    location.id(),
                    planId,
                    unknown.getMessage());
            return true;
        }
    }

    private static boolean isThere(
            StoredTreeObject object, Map<String, Long> there, BackupLocation location, String planId) {
        String key = ObjectKeys.folder(planId, object.runId()) + object.name();
        Long bytes = there.get(key);
        if (bytes != null && bytes == object.bytes()) {
            return true;
        }
        LOG.info("Plan {} begins a new chain: location {} lacks {}", planId, location.id(), key);
        return false;
    }
}
