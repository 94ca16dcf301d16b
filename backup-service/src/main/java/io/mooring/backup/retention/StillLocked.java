package io.mooring.backup.retention;

/** A location does not let go of a backup, and nothing of it was deleted anywhere. */
final class StillLocked extends Exception {

    StillLocked(String message) {
        super(message);
    }
}
