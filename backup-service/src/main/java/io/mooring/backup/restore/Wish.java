package io.mooring.backup.restore;

import java.time.Instant;

/** What is to become of the replaced database. */
record Wish(Kind kind, String by, Instant at) {

    enum Kind {
        /** It comes back. */
        UNDO,
        /** Nobody needs it any more. */
        CONFIRM
    }
}
