package io.mooring.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Data folders of parts that live as long as this JVM. The folder's name carries the process id, so that the next run can
 * remove what a killed one left behind.
 */
public final class TemporaryFolders {

    private static final String PREFIX = "mooring-part-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");
    private static boolean swept;

    private TemporaryFolders() {}

    /** A new empty folder under {@code java.io.tmpdir}. The caller deletes it with {@link #delete}. */
    public static synchronized Path create(String what) {
        try {
            if (!swept) {
                swept = true;
                deleteLeftovers();
            }
            return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-" + what + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all it holds. A file that vanishes meanwhile is no fault. */
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new DeleteAll());
        } catch (NoSuchFileException gone) {
            // Somebody else deleted it: what we wanted.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteLeftovers() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (ownerIsGone(folder)) {
                    deleteIfPossible(folder);
                }
            }
        }
    }

    /** Another run may be deleting the same folder; a leftover that stays is no reason to fail. */
    private static void deleteIfPossible(Path folder) {
        try {
            delete(folder);
        } catch (UncheckedIOException left) {
            // Tried again by the next run.
        }
    }

    private static boolean ownerIsGone(Path folder) {
        var matcher = NAME.matcher(folder.getFileName().toString());
        return matcher.matches()
                && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
