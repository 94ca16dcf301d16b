package io.mooring.backup.location;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Translates what a file system says, once. Java gives errno only as its words (strerror), so the words decide. */
final class FileFaults {

    private FileFaults() {}

    static LocationFailure of(Path root, IOException failure) {
        String said = said(failure);
        String words = said.toLowerCase(Locale.ROOT);
        if (failure instanceof FileAlreadyExistsException) {
            return new LocationFailure(
                    LocationFault.EXISTS, "The folder " + root + ": the object exists already", failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new LocationFailure(
                    LocationFault.NOT_FOUND, "The folder " + root + ": there is no such object", failure);
        }
        if (words.contains("no space left") || words.contains("quota exceeded") || words.contains("file too large")) {
            return new LocationFailure(LocationFault.FULL, "The folder " + root + " is full: " + said, failure);
        }
        if (failure instanceof AccessDeniedException
                || words.contains("read-only file system")
                || words.contains("not permitted")
                || words.contains("permission denied")) {
            return new LocationFailure(
                    LocationFault.READ_ONLY, "The folder " + root + " cannot be written: " + said, failure);
        }
        if (words.contains("stale file handle")
                || words.contains("input/output error")
                || words.contains("transport endpoint")
                || words.contains("host is down")) {
            return new LocationFailure(
                    LocationFault.UNREACHABLE, "The folder " + root + " does not answer: " + said, failure);
        }
        return new LocationFailure(LocationFault.FAILED, "The folder " + root + ": " + said, failure);
    }

    /** An interrupt reaches file channels as an exception of their own and leaves the thread's flag set. */
    static boolean isInterrupt(IOException failure) {
        return failure instanceof ClosedByInterruptException;
    }

    private static String said(IOException failure) {
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        if (reason != null) {
            return reason;
        }
        return failure instanceof AccessDeniedException
                ? "permission denied"
                : failure.getClass().getSimpleName();
    }
}
