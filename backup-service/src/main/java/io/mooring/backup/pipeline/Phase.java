package io.mooring.backup.pipeline;

/** Where a run is: connecting and checking, moving data, or committing copies and writing manifests. */
public enum Phase {
    PREPARING,
    DUMPING,
    FINISHING
}
