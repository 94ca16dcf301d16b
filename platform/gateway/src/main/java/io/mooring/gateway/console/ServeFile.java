package io.mooring.gateway.console;

import java.io.IOException;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Finds a file below one folder of the class path, and nothing outside it. */
final class ServeFile {

    private final ClassPathResource root;

    ServeFile(ClassPathResource root) {
        this.root = root;
    }

    /** @param path as the browser sent it, still encoded: the console's file names need no encoding, so % is no part of one */
    Optional<Resource> find(String path) {
        if (!path.matches("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+") || path.contains("..")) {
            return Optional.empty();
        }
        Resource file = root.createRelative(path.substring(1));
        return isReadableFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static boolean isReadableFile(Resource file) {
        try {
            // A folder of a jar exists and has length 0.
            return file.isReadable() && file.contentLength() > 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
