package io.mooring.embedded.registry;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The registry's distribution, fetched by Maven. Unpacked once per user into {@code $XDG_CACHE_HOME/mooring} (by default
 * {@code ~/.cache/mooring}); the folder appears by one rename, so nobody ever sees half of it.
 */
final class RegistryTarball {

    static final String PROPERTY = "mooring.apicurio.tarball";

    private final Path file;
    private final Path cache;

    RegistryTarball(Path file, Path cache) {
        this.file = file;
        this.cache = cache;
    }

    static RegistryTarball configured() {
        String file = System.getProperty(PROPERTY);
        if (file == null) {
            throw new EmbeddedPartException("Set the system property " + PROPERTY
                    + " to the registry's tar.gz (io.apicurio:apicurio-registry-app:3.3.3:tar.gz:all)");
        }
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        return new RegistryTarball(Path.of(file), Path.of(cache, "mooring"));
    }

    /** The folder that holds the distribution, unpacking it the first time. */
    Path unpacked() {
        try {
            Path folder = folder();
            if (!Files.exists(folder)) {
                unpackTo(folder);
            }
            return folder;
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot unpack the registry from " + file + " into " + cache + ": " + e, e);
        }
    }

    /** Another one whenever this file, what was unpacked from it, or the Java that runs it is another one. */
    String key() {
        try {
            String java = System.getProperty("java.home") + System.getProperty("java.vm.version");
            String all = java + folder() + Files.getLastModifiedTime(folder()).toMillis();
            return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot read the registry's folder in " + cache + ": " + e, e);
        }
    }

    private Path folder() throws IOException {
        return cache.resolve(file.getFileName().toString().replace(".tar.gz", "") + "-" + Files.size(file));
    }

    private void unpackTo(Path folder) throws IOException {
        Files.createDirectories(cache);
        Path unpacking = Files.createTempDirectory(cache, "unpacking-");
        try {
            if (Programs.output("tar", "-xzf", file.toString(), "-C", unpacking.toString())
                    .isEmpty()) {
                throw new IOException("tar -xzf failed; is the file whole and the disk not full?");
            }
            Files.move(unpacking, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            TemporaryFolders.delete(unpacking);
        } catch (IOException e) {
            TemporaryFolders.delete(unpacking);
            if (!Files.exists(folder)) {
                throw e;
            }
        }
    }
}
