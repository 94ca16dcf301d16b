package io.mooring.backup.verify;

import java.time.Instant;
import java.util.Optional;

/** When the settings want restore tests. */
@FunctionalInterface
public interface RestoreTestTimetable {

    /** The plan's first restore test after that time; empty when it is to have none. */
    Optional<Instant> nextRestoreTest(String planId, Instant after);
}
