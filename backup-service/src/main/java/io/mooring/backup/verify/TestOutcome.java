package io.mooring.backup.verify;

import io.mooring.backup.read.ReadFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What restoring told.
 *
 * @param present failed when an object was missing or damaged; passed when all were read
 * @param compared tables or files; null when it did not come to that
 * @param remedy null when all is well
 * @param replayed null when no WAL was
 */
record TestOutcome(
        Finding present,
        Finding restorable,
        Finding dataIntact,
        @Nullable Integer compared,
        List<Measured.Difference> differences,
        @Nullable String remedy,
        Measured.@Nullable Replayed replayed) {

    TestOutcome {
        differences = List.copyOf(differences);
    }

    /** Of what has no write-ahead log. */
    TestOutcome(
            Finding present,
            Finding restorable,
            Finding dataIntact,
            @Nullable Integer compared,
            List<Measured.Difference> differences,
            @Nullable String remedy) {
        this(present, restorable, dataIntact, compared, differences, remedy, null);
    }

    TestOutcome replaying(Measured.@Nullable Replayed wal) {
        return new TestOutcome(present, restorable, dataIntact, compared, differences, remedy, wal);
    }

    /** Something on this host was in the way: nothing is known of the backup. */
    static TestOutcome unknown(String why, @Nullable String remedy) {
        Finding unknown = Finding.unknown(why);
        return new TestOutcome(unknown, unknown, unknown, null, List.of(), remedy);
    }

    /** What could not be read: that a key does not fit says nothing of what lies at the location. */
    static TestOutcome unreadable(ReadFailure failure) {
        String words = String.valueOf(failure.getMessage());
        return switch (failure.fault()) {
            case LOCATION_UNREACHABLE -> unknown(words, failure.remedy());
            case WRONG_KEY, OBJECT_DAMAGED ->
                notRestorable(Finding.unknown("It was not read to its end."), words, failure.remedy());
            case MANIFEST_MISSING,
                    MANIFEST_INVALID,
                    SIGNATURE_MISSING,
                    SIGNATURE_INVALID,
                    SIGNER_UNKNOWN,
                    OBJECT_MISSING,
                    OBJECT_SIZE,
                    OBJECT_ALTERED -> notPresent(words, failure.remedy());
        };
    }

    /** An object is missing or damaged, so the rest could not be asked. */
    static TestOutcome notPresent(String why, String remedy) {
        return new TestOutcome(
                Finding.failed(why),
                Finding.failed(why),
                Finding.unknown("It could not be restored, so there was nothing to compare."),
                null,
                List.of(),
                remedy);
    }

    /** Every byte was there, and yet it does not load. */
    static TestOutcome notRestorable(Finding present, String why, String remedy) {
        return new TestOutcome(
                present,
                Finding.failed(why),
                Finding.unknown("It could not be restored, so there was nothing to compare."),
                null,
                List.of(),
                remedy);
    }
}
