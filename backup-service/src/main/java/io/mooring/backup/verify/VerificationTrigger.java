package io.mooring.backup.verify;

import java.util.Locale;

/** Why a backup is verified. */
public enum VerificationTrigger {
    MANUAL,
    SCHEDULE,
    /** The backup had just been made. */
    AFTER_RUN,
    DRILL;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
