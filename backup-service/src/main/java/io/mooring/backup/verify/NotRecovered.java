package io.mooring.backup.verify;

import io.mooring.backup.rebuild.ServerUnavailable;

/** The server was there, and refused the restored data: that is the backup's fault, not this host's. */
final class NotRecovered extends ServerUnavailable {

    NotRecovered(String words) {
        super(
                "PostgreSQL does not recover from what was restored: " + words,
                "Use another backup, and take a new one now; keep this one for a look.");
    }
}
