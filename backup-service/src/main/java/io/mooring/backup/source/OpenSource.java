package io.mooring.backup.source;

import io.mooring.backup.location.BackupLocation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Opens a source for one backup. Blocking; an interrupt ends it. */
public interface OpenSource {

    SourceStream open(BackupSource source, ForRun run) throws SourceFailure, InterruptedException;

    /**
     * The run that the source is opened for.
     *
     * @param startedAt when it began
     * @param locations where its copies go
     * @param recipients fingerprints of the keys that it is encrypted to
     */
    record ForRun(
            String runId, String planId, Instant startedAt, List<BackupLocation> locations, Set<String> recipients) {
        public ForRun {
            locations = List.copyOf(locations);
            recipients = Set.copyOf(recipients);
        }
    }
}
