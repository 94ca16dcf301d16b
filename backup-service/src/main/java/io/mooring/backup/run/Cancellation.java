package io.mooring.backup.run;

import java.time.Instant;

/** A person's wish that a run ends, which its owner carries out. */
public record Cancellation(String by, Instant at) {}
