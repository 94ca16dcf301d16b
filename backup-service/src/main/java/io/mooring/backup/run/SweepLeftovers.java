package io.mooring.backup.run;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes what ended runs left behind: unfinished uploads, temporary files, folders without a manifest. Runs that are not ours
 * (a location may be shared), that still go on, or whose copy at that location counts are not touched.
 */
@Component
final class SweepLeftovers {

    private static final Logger LOG = LoggerFactory.getLogger(SweepLeftovers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BackupLocations locations;
    private final BackupRuns runs;
    private final CopiesInTheMaking inTheMaking;

    SweepLeftovers(BackupLocations locations, BackupRuns runs, CopiesInTheMaking inTheMaking) {
        this.locations = locations;
        this.runs = runs;
        this.inTheMaking = inTheMaking;
    }

    /** Blocking. All locations, all runs that are over. */
    void everywhere() {
        for (BackupLocation location : locations.all()) {
            Map<String, Boolean> asked = new HashMap<>();
            sweep(
                    location,
                    runId -> asked.computeIfAbsent(runId, id -> isAbandoned(id, location.id()))
                            && !isMaking(runId, location.id()));
        }
    }

    /** Blocking. What this dead run left where its copy does not count. */
    void after(BackupRun dead, List<RunCopy> copies) {
        for (RunCopy copy : copies) {
            if (!copy.isStored()) {
                locations.find(copy.locationId()).ifPresent(location -> sweep(location, dead.id()::equals));
            }
        }
    }

    private boolean isAbandoned(String runId, String locationId) {
        BackupRun run = BlockingBridge.await(runs.find(runId), PATIENCE);
        return run != null
                && run.state().isOver()
                && run.copies().stream().noneMatch(copy -> copy.locationId().equals(locationId) && copy.isStored());
    }

    /** Asked at each object: a copy may begin to be made up while a long sweep goes on. */
    private boolean isMaking(String runId, String locationId) {
        return !Boolean.FALSE.equals(BlockingBridge.await(inTheMaking.isMaking(runId, locationId), PATIENCE));
    }

    private static void sweep(BackupLocation location, Predicate<String> abandoned) {
        try {
            int removed = location.abortLeftovers(abandoned);
            if (removed > 0) {
                LOG.info("Removed {} leftovers of ended runs from location {}", removed, location.id());
            }
        } catch (LocationFailure failure) {
            LOG.warn("Leftovers at location {} stay until the next sweep: {}", location.id(), failure.getMessage());
        }
    }
}
