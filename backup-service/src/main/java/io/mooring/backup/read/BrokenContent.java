package io.mooring.backup.read;

/** What decrypting or decompressing stumbled over; whether the object or its writer is to blame is found out afterwards. */
final class BrokenContent extends Exception {

    BrokenContent(String message) {
        super(message);
    }

    BrokenContent(String message, Throwable cause) {
        super(message, cause);
    }
}
