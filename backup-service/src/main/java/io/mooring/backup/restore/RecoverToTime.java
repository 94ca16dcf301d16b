package io.mooring.backup.restore;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.FetchWal;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RecoverCluster;
import io.mooring.backup.rebuild.Recovered;
import io.mooring.backup.wal.FetchNewestWal;
import io.mooring.backup.wal.Lsn;
import io.mooring.backup.wal.ReplayableWal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays stored WAL over a copied data folder, up to a time or as far as it goes, and says how far that was. */
final class RecoverToTime {

    private final FetchNewestWal.LookUp<RestoreStopped> lookUp;
    private ReplayableWal wal;
    private final @Nullable Instant time;
    private final RestoreMeter meter;

    /**
     * @param lookUp what WAL there is, asked again when some of it was replaced meanwhile
     * @param time null: as far as the WAL goes
     */
    RecoverToTime(
            ReplayableWal wal,
            FetchNewestWal.LookUp<RestoreStopped> lookUp,
            @Nullable Instant time,
            RestoreMeter meter) {
        this.lookUp = lookUp;
        this.wal = wal;
        this.time = time;
        this.meter = meter;
    }

    /**
     * @param fetched bytes that were fetched before
     * @return what there is to say about it, in whole sentences
     */
    List<String> recover(RecoverCluster cluster, DecryptionKey key, long fetched)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        FetchWal fetch = new FetchWal(cluster.wal(), key, new MeterWal(meter, fetched));
        Optional<Recovered> recovered = replay(cluster, fetch, time);
        if (recovered.isEmpty() && wal.files(time).size() < wal.files(null).size()) {
            meter.totalBytes(fetched + RestorableCluster.bytes(wal.files(null)));
            recovered = replay(cluster, fetch, null);
        }
        List<String> words = new ArrayList<>(fetch.passedOver());
        if (recovered.isPresent()) {
            words.add(reached(recovered.get(), time != null));
        } else {
            requireAllOfIt(cluster.lastAttempt());
            // Everything up to the time is stored, and nothing was committed after it: then it is as it was at that
            // time.
            words.add(reached(cluster.recover(null).orElseThrow(), false));
            words.add("Nothing was committed between then and " + time + ".");
        }
        if (time == null && wal.gap() != null) {
            words.add("It could not go further. " + wal.missing());
        }
        return words;
    }

    private Optional<Recovered> replay(RecoverCluster cluster, FetchWal fetch, @Nullable Instant upTo)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        meter.phase(RestorePhase.FETCHING_WAL);
        MeterWal.expect(meter, wal.files(upTo));
        wal = FetchNewestWal.fetch(fetch, wal, upTo, lookUp);
        MeterWal.expect(meter, wal.files(upTo));
        meter.phase(RestorePhase.REPLAYING);
        Optional<Recovered> recovered = cluster.recover(time, this::replaying);
        recovered.ifPresent(end -> meter.wal(now -> now.replayedUpTo(end.upTo(), time == null)));
        return recovered;
    }

    /** The server has come to the end of all segments before this one. */
    private void replaying(String segment) {
        List<String> names =
                wal.segments().stream().map(piece -> piece.file().name()).toList();
        int before = names.indexOf(segment);
        if (before >= 0) {
            String start = wal.start(segment).map(Lsn::toString).orElse(null);
            meter.wal(now -> now.replaying(before, start));
        }
    }

    private void requireAllOfIt(Recovered attempt) throws RestoreStopped {
        if (!wal.complete()) {
            Instant last = attempt.lastTransaction();
            throw new RestoreStopped(
                    "time-not-reached",
                    "The WAL that is there ends at " + wal.upTo()
                            + (last == null
                                    ? ", and no transaction was committed in it"
                                    : ", and the last transaction in it was committed at " + last)
                            + ": what was committed from then up to " + time + " is not known."
                            + (wal.gap() == null ? "" : " " + wal.missing()),
                    (last == null ? "Leave toTime out" : "Recover to " + last + " or earlier, or leave toTime out")
                            + " to recover as far as the stored WAL goes.");
        }
    }

    /** @param stopped at the wanted time, with WAL left */
    private String reached(Recovered recovered, boolean stopped) throws RestoreStopped {
        if (!stopped && !wal.isReplayedBy(recovered.upTo())) {
            throw new RestoreStopped(
                    "recovery-stopped-early",
                    "PostgreSQL replayed WAL up to " + recovered.upTo() + " only, although it was given all up to "
                            + wal.upTo() + ".",
                    "Restore from another location, or another backup; and report this.");
        }
        Instant last = recovered.lastTransaction();
        return (last == null
                        ? "No transaction was committed in the WAL that was replayed"
                        : "The last transaction in it was committed at " + last + " by the source's clock")
                + " (last WAL record at " + (recovered.upTo() == null ? "an unknown position" : recovered.upTo())
                + ").";
    }
}
