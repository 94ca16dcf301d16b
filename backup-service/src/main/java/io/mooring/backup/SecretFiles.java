package io.mooring.backup;

import io.mooring.backup.key.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads secrets that stand in the settings or, better, in files that the settings name. */
public final class SecretFiles {

    private SecretFiles() {}

    /**
     * The value, or the file's text without its last line break; empty when neither is given. Files are read each time, so that a
     * rotated secret needs no restart.
     *
     * @throws IllegalStateException in words, naming the file and never its content
     */
    public static Secret secret(@Nullable String value, @Nullable Path file) {
        if (file == null) {
            return Secret.of(value == null ? "" : value);
        }
        try {
            return Secret.of(Files.readString(file).replaceFirst("\\R\\z", ""));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the secret file " + file + " cannot be read", unreadable);
        }
    }
}
