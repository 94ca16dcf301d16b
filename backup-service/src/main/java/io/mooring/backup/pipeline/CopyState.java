package io.mooring.backup.pipeline;

/** One location's copy. STORED means: the manifest is there, so the copy counts. */
public enum CopyState {
    WRITING,
    STORED,
    FAILED
}
