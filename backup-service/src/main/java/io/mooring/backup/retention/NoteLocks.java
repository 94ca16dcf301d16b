package io.mooring.backup.retention;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.BackupStored;
import io.mooring.backup.run.CopyLock;
import io.mooring.backup.run.RunCopy;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks locations with an object lock until when they lock a copy, and writes it down: what they said, not what was asked of them. Runs
 * that a backup refers to had their objects locked as long. What a crash leaves out the next prune asks for.
 */
@Component
final class NoteLocks implements BackupStored {

    private static final Logger LOG = LoggerFactory.getLogger(NoteLocks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BackupLocations locations;
    private final BackupRuns runs;
    private final R2dbcCopyLocks locks;

    NoteLocks(BackupLocations locations, BackupRuns runs, R2dbcCopyLocks locks) {
        this.locations = locations;
        this.runs = runs;
        this.locks = locks;
    }

    @Override
    public void stored(String runId) {
        if (locking().isEmpty()) {
            return;
        }
        try {
            note(runId);
        } catch (RuntimeException later) {
            LOG.warn("Until when the copies of run {} are locked is not noted yet", runId, later);
        }
    }

    /** All of a plan's backups that were not asked for yet. Blocking. */
    void catchUp(String planId) {
        Set<String> locking = locking();
        if (!locking.isEmpty()) {
            List<String> unasked = Objects.requireNonNull(
                    BlockingBridge.await(locks.unasked(planId, locking).collectList(), PATIENCE));
            unasked.forEach(this::stored);
        }
    }

    private Set<String> locking() {
        return locations.all().stream()
                .filter(location -> location.objectLock().isOn())
                .map(BackupLocation::id)
                .collect(Collectors.toSet());
    }

    private void note(String runId) {
        BackupRun run = Objects.requireNonNull(BlockingBridge.await(runs.find(runId), PATIENCE));
        Set<String> referred = referred(runId);
        for (RunCopy copy : run.copies()) {
            Optional<BackupLocation> location = locations
                    .find(copy.locationId())
                    .filter(one -> one.objectLock().isOn());
            if (copy.isStored() && location.isPresent()) {
                note(run, location.get(), referred);
            }
        }
    }

    private void note(BackupRun run, BackupLocation location, Set<String> referred) {
        String manifest = ObjectKeys.folder(run.request().planId(), run.id()) + ObjectKeys.MANIFEST;
        try {
            // Written last, so nothing else of the run is locked for longer, but by a later run.
            Instant until = location.lockedUntil(manifest).orElse(null);
            BlockingBridge.await(locks.put(lock(run.id(), location, until)), PATIENCE);
            for (String former : referred) {
                BlockingBridge.await(locks.extend(lock(former, location, until)), PATIENCE);
            }
        } catch (LocationFailure later) {
            LOG.warn(
                    "Location {} does not say until when it locks run {}: {}",
                    location.id(),
                    run.id(),
                    later.getMessage());
        }
    }

    private Set<String> referred(String runId) {
        byte[] manifest = BlockingBridge.await(runs.manifest(runId), PATIENCE);
        try {
            return manifest == null
                    ? Set.of()
                    : ManifestJson.read(manifest).references().stream()
                            .map(Manifest.Reference::runId)
                            .collect(Collectors.toSet());
        } catch (ManifestRejected broken) {
            throw new IllegalStateException("the kept manifest is broken", broken);
        }
    }

    private static CopyLock lock(String runId, BackupLocation location, @Nullable Instant until) {
        return new CopyLock(runId, location.id(), location.objectLock().mode(), until);
    }
}
