package io.mooring.backup.approval;

import java.time.Instant;

/** What another person said to a request. */
public record Decision(boolean approved, String by, Instant at) {}
