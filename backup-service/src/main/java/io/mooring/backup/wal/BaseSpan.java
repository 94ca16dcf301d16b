package io.mooring.backup.wal;

import io.mooring.backup.manifest.ManifestSource;

/**
 * The WAL that a base backup cannot do without.
 *
 * @param timeline on which it was taken
 * @param start the position from which it needs WAL
 * @param stop the position up to which it needs WAL to be consistent
 */
public record BaseSpan(long timeline, Lsn start, Lsn stop) {

    public BaseSpan {
        if (stop.compareTo(start) < 0) {
            throw new IllegalArgumentException(
                    "a base backup does not stop at " + stop + " before it starts at " + start);
        }
    }

    public static BaseSpan of(ManifestSource.Cluster source) {
        return new BaseSpan(source.timeline(), Lsn.parse(source.startLsn()), Lsn.parse(source.stopLsn()));
    }
}
