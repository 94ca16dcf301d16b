package io.mooring.local.secret;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * OpenPGP key pairs made by stock gpg, so that people can use them with it: {@code <name>.public.asc} and {@code <name>.private.asc}
 * without a passphrase. In production the escrow key's private half never touches a computer that is on line.
 */
public final class KeyPairs {

    private static final String RETIRED = ".retired-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    public KeyPairs(Path folder) {
        this.folder = folder;
    }

    /**
     * The public key's file; makes the pair when it is not there. For encrypting: only gpg's default algorithm comes with a subkey
     * for that.
     */
    public Path publicKey(String name) {
        return pair(name, List.of("default", "default")).resolve(name + ".public.asc");
    }

    /** The private key's file; makes the pair when it is not there. For signing. */
    public Path signingKey(String name) {
        return pair(name, List.of("rsa3072", "sign")).resolve(name + ".private.asc");
    }

    /** The private key of a pair for encrypting, with all its predecessors after it: what was encrypted to those stays readable. */
    public synchronized Path privateKeys(String name) {
        Path current = publicKey(name).resolveSibling(name + ".private.asc");
        try {
            List<Path> former = retired(name, ".private.asc");
            if (former.isEmpty()) {
                return current;
            }
            StringBuilder all = new StringBuilder(Files.readString(current));
            for (Path key : former) {
                all.append(Files.readString(key));
            }
            return replace(current.resolveSibling(name + ".all-private.asc"), all.toString());
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot read the OpenPGP keys '" + name + "': " + e, e);
        }
    }

    /** Public keys of retired pairs, newest first: what they signed stays believed. */
    public synchronized List<Path> retiredPublicKeys(String name) {
        try {
            return retired(name, ".public.asc");
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot read the OpenPGP keys '" + name + "': " + e, e);
        }
    }

    /** Retires a pair: it is kept beside the new one that is made when it is next asked for. False when there is none. */
    public synchronized boolean retire(String name, Instant now) {
        Path target = folder.resolve(name);
        try {
            if (!Files.exists(target)) {
                return false;
            }
            Files.move(target, folder.resolve(name + RETIRED + STAMP.format(now)), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot retire the OpenPGP key pair '" + name + "': " + e, e);
        }
    }

    private List<Path> retired(String name, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> pairs = Files.list(folder)) {
            return pairs.filter(pair -> pair.getFileName().toString().startsWith(name + RETIRED))
                    .sorted(Comparator.reverseOrder())
                    .map(pair -> pair.resolve(name + suffix))
                    .toList();
        }
    }

    /** Never half there: services may be reading it. */
    private static Path replace(Path file, String content) throws IOException {
        Path growing = file.resolveSibling("." + file.getFileName() + ".growing");
        Files.deleteIfExists(growing);
        Files.createFile(growing, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(growing, content);
        return Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private synchronized Path pair(String name, List<String> kindAndUse) {
        Path target = folder.resolve(name);
        try {
            if (!Files.exists(target)) {
                make(name, kindAndUse, target);
            }
            return target;
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot make the OpenPGP key pair '" + name + "': " + e, e);
        }
    }

    private void make(String name, List<String> kindAndUse, Path target) throws IOException {
        Files.createDirectories(folder);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        // Short and below the temporary folder: gpg's sockets must fit into 108 characters (unix(7)).
        Path home = Files.createTempDirectory("mgpg", ownerOnly);
        Path growing = Files.createTempDirectory(folder, "growing-", ownerOnly);
        try {
            String person = "Mooring " + name + " (local system) <" + name + "@mooring.invalid>";
            gpg(home, List.of("--quick-generate-key", person, kindAndUse.getFirst(), kindAndUse.getLast(), "never"));
            export(home, growing.resolve(name + ".public.asc"), "--export");
            export(home, growing.resolve(name + ".private.asc"), "--export-secret-keys");
            Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Programs.output("gpgconf", "--homedir", home.toString(), "--kill", "all");
            TemporaryFolders.delete(home);
            TemporaryFolders.delete(growing);
        }
    }

    private static void export(Path home, Path file, String what) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        gpg(home, List.of("--yes", "--armor", "--output", file.toString(), what));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void gpg(Path home, List<String> arguments) {
        List<String> line = new java.util.ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty", "--quiet"));
        line.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", ""));
        line.addAll(arguments);
        if (Programs.output(line).isEmpty()) {
            throw new EmbeddedPartException("gpg does not work: is gnupg installed? (apt-get install gnupg)");
        }
    }
}
