package io.mooring.local.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Secrets as files, one value each, readable by their owner only (0600, in a folder 0700). A value is made when it is first asked
 * for, and stays.
 */
public final class LocalSecrets {

    private static final int RANDOM_BYTES = 24;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private LocalSecrets(Path folder) {
        this.folder = folder;
    }

    public static LocalSecrets in(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return new LocalSecrets(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder of secrets " + folder, e);
        }
    }

    /** The value, 192 random bits in base64url when it is new. */
    public synchronized String value(String name) {
        try {
            Path file = path(name);
            if (!Files.exists(file)) {
                write(file, fresh());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the secret " + name, e);
        }
    }

    /** The file that holds the value, for settings that take a file. */
    public Path file(String name) {
        value(name);
        return path(name);
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a secret: " + name);
        }
        return folder.resolve(name);
    }

    private String fresh() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whole or not at all: a start that is killed here must not leave an empty password. */
    private void write(Path file, String value) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path growing = Files.createTempFile(folder, "growing-", "", ownerOnly);
        Files.writeString(growing, value);
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
