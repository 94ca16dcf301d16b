package io.mooring.backup.source.tree;

/** The object that holds a chunk, and the run that stored it. */
public record ChunkPlace(String runId, String object) {}
