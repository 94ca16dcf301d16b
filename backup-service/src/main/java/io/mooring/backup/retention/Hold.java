package io.mooring.backup.retention;

import java.time.Instant;

/** A backup that must stay, such as evidence in a lawsuit. */
record Hold(String reason, String by, Instant at) {

    private static final int LONGEST = 500;

    Hold {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new IllegalArgumentException("a hold needs a reason of at most " + LONGEST + " characters");
        }
    }
}
