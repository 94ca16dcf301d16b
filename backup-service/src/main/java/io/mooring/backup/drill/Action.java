package io.mooring.backup.drill;

import java.util.Locale;

/** What a step does. */
enum Action {
    /** Picks the backup to recover from: the newest that a restore test has proven, else the newest there is. */
    CHOOSE_BACKUP,
    /** Asks the locations that have it, and reads its manifest and signature there. */
    CHECK_LOCATIONS,
    /** Re-reads every object of it. */
    READ_AGAIN,
    /** Restores it into a server that is thrown away, and compares the data. */
    RESTORE_TEST,
    /** Compares what was measured with the objectives. */
    MEASURE,
    /** Something that only a person can do or decide. */
    PERSON;

    boolean isAutomatic() {
        return switch (this) {
            case CHOOSE_BACKUP, CHECK_LOCATIONS, READ_AGAIN, RESTORE_TEST, MEASURE -> true;
            case PERSON -> false;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
