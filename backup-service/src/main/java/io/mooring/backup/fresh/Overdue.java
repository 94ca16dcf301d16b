package io.mooring.backup.fresh;

import java.time.Instant;

/** Something that should have happened and did not. */
record Overdue(Expected expected, Instant since) {}
