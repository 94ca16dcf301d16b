package io.mooring.backup.key;

import io.mooring.backup.pipeline.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A GnuPG home of its own with keys that stock gpg made, as an operator would. */
public final class GpgHome implements AutoCloseable {

    private final Path home;

    public GpgHome() {
        try {
            home = Files.createTempDirectory(
                    Path.of("/tmp"),
                    "gpg",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return home;
    }

    /** RSA primary key and RSA encryption subkey. */
    public Path rsa(String user) {
        return generate(user, "Key-Type: RSA\nKey-Length: 2048\nSubkey-Type: RSA\nSubkey-Length: 2048", "0");
    }

    /** Ed25519 primary key and Curve25519 encryption subkey. */
    public Path curve25519(String user) {
        return generate(user, curve(), "0");
    }

    /** A key that is good since 2020, for tests whose clock is behind. */
    public Path longAgo(String user) {
        return generate(user, curve() + "\nCreation-Date: 20200101T000000", "0", "--ignore-time-conflict");
    }

    /** A key whose time is over: made and expired in the past. */
    public Path expired(String user) {
        return generate(
                user, curve() + "\nCreation-Date: 20200101T000000", "seconds=2678400", "--ignore-time-conflict");
    }

    /** Can sign, cannot be encrypted to. */
    public Path signOnly(String user) {
        return generate(user, "Key-Type: EDDSA\nKey-Curve: Ed25519\nKey-Usage: sign", "0");
    }

    public Path revoked(String user) {
        Path key = curve25519(user);
        String fingerprint = fingerprint(user);
        Path certificate = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
        gpg(List.of("--import"), read(certificate).replace(":-----BEGIN", "-----BEGIN"));
        return export(user, key);
    }

    public String fingerprint(String user) {
        return gpg(List.of("--with-colons", "--list-keys", "=" + user), "")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
    }

    public Path secretKey(String user) {
        Path file = home.resolve(user.replaceAll("\\W", "") + ".sec.asc");
        gpg(List.of("--armor", "--output", file.toString(), "--export-secret-keys", "=" + user), "");
        return file;
    }

    public void importKey(Path file) {
        gpg(List.of("--import", file.toString()), "");
    }

    /** A home that knows one of this one's private keys only, and the given public keys. */
    public GpgHome onlyWith(String user, Path... publicKeys) {
        GpgHome other = new GpgHome();
        other.importKey(secretKey(user));
        for (Path key : publicKeys) {
            other.importKey(key);
        }
        return other;
    }

    @Override
    public void close() {
        Shell.run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), home, Map.of(), "");
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            // The agent removes its sockets itself.
        }
    }

    private static String curve() {
        return "Key-Type: EDDSA\nKey-Curve: Ed25519\nSubkey-Type: ECDH\nSubkey-Curve: Curve25519";
    }

    private Path generate(String user, String key, String expires, String... options) {
        String name = user.replaceAll(" <.*", "");
        String mail = user.replaceAll(".*<|>.*", "");
        gpg(
                Stream.concat(Stream.of(options), Stream.of("--generate-key")).toList(),
                "%%no-protection\n%s\nName-Real: %s\nName-Email: %s\nExpire-Date: %s\n%%commit\n"
                        .formatted(key, name, mail, expires));
        return export(user, home.resolve(user.replaceAll("\\W", "") + ".asc"));
    }

    private Path export(String user, Path file) {
        gpg(List.of("--yes", "--armor", "--output", file.toString(), "--export", "=" + user), "");
        return file;
    }

    private String gpg(List<String> arguments, String input) {
        List<String> line = Stream.concat(
                        Stream.of(
                                "gpg",
                                "--homedir",
                                home.toString(),
                                "--batch",
                                "--quiet",
                                "--pinentry-mode",
                                "loopback"),
                        arguments.stream())
                .toList();
        return Shell.run(line, home, Map.of(), input).succeeded();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
