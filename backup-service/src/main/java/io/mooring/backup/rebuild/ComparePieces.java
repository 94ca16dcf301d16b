package io.mooring.backup.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every piece of a file tree's content bears its SHA-256 as its name. */
final class ComparePieces {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 128 * 1024;

    private ComparePieces() {}

    /** What is wrong with the first piece that is not what its name says; empty when all are. */
    static Optional<String> firstWrong(Path pieces) throws IOException, InterruptedException {
        try (Stream<Path> all = Files.walk(pieces)) {
            for (Path piece : (Iterable<Path>) all::iterator) {
                String name = piece.getFileName().toString();
                if (NAME.matcher(name).matches() && Files.isRegularFile(piece, LinkOption.NOFOLLOW_LINKS)) {
                    String found = sha256(piece);
                    if (!found.equals(name)) {
                        return Optional.of("The piece " + name + " of the tree's content has the SHA-256 " + found
                                + ": it is not what was backed up.");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String sha256(Path file) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
