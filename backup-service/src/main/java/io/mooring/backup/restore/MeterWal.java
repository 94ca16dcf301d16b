package io.mooring.backup.restore;

import io.mooring.backup.rebuild.FetchWal;
import io.mooring.backup.rebuild.WalFile;
import java.util.List;

/** Tells a restore's meter of the WAL that comes in. Used by one thread. */
final class MeterWal implements FetchWal.Observer {

    private final RestoreMeter meter;
    private long bytes;

    /** @param before bytes that were fetched before, of whatever */
    MeterWal(RestoreMeter meter, long before) {
        this.meter = meter;
        this.bytes = before;
    }

    /** So much is to come. */
    static void expect(RestoreMeter meter, List<WalFile> files) {
        int segments = (int) files.stream().filter(WalFile::isSegment).count();
        long bytes = RestorableCluster.bytes(files);
        meter.wal(now -> now.of(segments, bytes));
    }

    @Override
    public void read(long more) {
        bytes += more;
        meter.bytes(bytes);
        meter.wal(now -> now.read(more));
    }

    @Override
    public void fetched(WalFile file) {
        if (file.isSegment()) {
            meter.wal(WalProgress::fetched);
        }
    }
}
