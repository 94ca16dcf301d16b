package io.mooring.backup.source.tree;

/** A pack of chunks that a run of the chain stored: size and SHA-256 as stored. */
public record StoredTreeObject(String runId, String name, long bytes, String sha256) {}
