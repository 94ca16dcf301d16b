package io.mooring.backup.manifest;

/** Bytes that are no manifest; the message says what is wrong with them. */
public final class ManifestRejected extends Exception {

    ManifestRejected(String message) {
        super(message);
    }

    ManifestRejected(String message, Throwable cause) {
        super(message, cause);
    }
}
