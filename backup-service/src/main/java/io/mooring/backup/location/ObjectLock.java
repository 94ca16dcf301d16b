package io.mooring.backup.location;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * For how long a location itself refuses to delete what is written there.
 *
 * @param days from the writing on; 0 without a lock
 */
public record ObjectLock(Mode mode, int days) {

    /** Without a lock. */
    public static final ObjectLock NONE = new ObjectLock(Mode.NONE, 0);

    private static final int MOST_DAYS = 36_500;

    /** Who may delete before the time: everybody, whoever has a special permission, nobody. */
    public enum Mode {
        NONE,
        GOVERNANCE,
        COMPLIANCE;

        /** As the API and the database spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ObjectLock {
        if (mode == Mode.NONE ? days != 0 : days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("an object lock is for 1 to " + MOST_DAYS + " days but not " + days);
        }
    }

    public boolean isOn() {
        return mode != Mode.NONE;
    }

    /** When what is written now may be deleted: the first midnight (UTC) after so many days, the same for all that a day writes. */
    Instant until(Instant now) {
        return now.plus(Duration.ofDays(days))
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
    }
}
