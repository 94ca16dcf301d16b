package io.mooring.backup.restore;

import java.time.Instant;

/** What another person said to it. */
record Decision(boolean approved, String by, Instant at) {}
