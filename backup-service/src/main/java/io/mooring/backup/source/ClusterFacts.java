package io.mooring.backup.source;

/**
 * What a PostgreSQL server says of itself.
 *
 * @param systemIdentifier given by initdb, the same on its standbys
 * @param walSegmentBytes {@code wal_segment_size}
 * @param walLevel "minimal", "replica" or "logical"
 * @param extraTablespaces folders outside of the data folder
 * @param bytes of all databases
 */
public record ClusterFacts(
        String version,
        int major,
        String systemIdentifier,
        int walSegmentBytes,
        int walBlockBytes,
        String walLevel,
        int extraTablespaces,
        long bytes) {}
