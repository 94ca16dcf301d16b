package io.mooring.backup.wal;

import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.FetchWal;
import io.mooring.backup.rebuild.WalFile;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fetches WAL while more of it comes in. What is stored of the segment being filled is replaced every few seconds: an object that is gone
 * and not listed any more has a follower, and is not missing.
 */
public final class FetchNewestWal {

    /** A fetch is much shorter than the time until the next replacement. */
    private static final int MOST = 10;

    private FetchNewestWal() {}

    /** Asks again what WAL there is. */
    @FunctionalInterface
    public interface LookUp<E extends Exception> {
        ReplayableWal now() throws E;
    }

    /**
     * Blocking.
     *
     * @param known what there was when it was asked last
     * @param time null: everything
     * @return what was fetched in the end
     * @throws ReadFailure naming an object that is listed and cannot be read
     */
    public static <E extends Exception> ReplayableWal fetch(
            FetchWal fetch, ReplayableWal known, @Nullable Instant time, LookUp<E> lookUp)
            throws ReadFailure, IOException, InterruptedException, E {
        ReplayableWal wal = known;
        for (int left = MOST; ; left--) {
            try {
                fetch.fetch(wal.files(time));
                return wal;
            } catch (ReadFailure failure) {
                wal = lookUp.now();
                if (left == 0 || lists(wal, failure.objectKey())) {
                    throw failure;
                }
            }
        }
    }

    private static boolean lists(ReplayableWal wal, String objectKey) {
        return wal.files(null).stream().map(WalFile::object).anyMatch(object -> object.key()
                .equals(objectKey));
    }
}
