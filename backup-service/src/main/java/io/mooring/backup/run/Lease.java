package io.mooring.backup.run;

import java.time.Instant;

/**
 * The right to work on a run. Whoever holds it renews it; once it has run out, another may take the run over, and the former
 * holder's changes are refused.
 *
 * @param owner one claim by one process: never used twice
 */
public record Lease(String owner, Instant until) {}
