package io.mooring.backup.verify;

import io.mooring.backup.rebuild.LeftoverServer;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private folder (mode 0700) that belongs to this process. A marker in it tells which process that is, by pid and start time, so
 * that the next one can tell what a killed one left behind from what a living one uses.
 */
public final class ThrowawayFolder implements AutoCloseable {

    static final String PREFIX = "mooring-throwaway-";
    static final String MARKER = "owner";
    private static final Pattern OWNER = Pattern.compile("pid (\\d+)\\nstarted (\\S+)\\n");

    private final Path path;

    private ThrowawayFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** A new empty folder but for its marker. */
    public static ThrowawayFolder create(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(
                parent, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(folder.resolve(MARKER), marker(ProcessHandle.current()));
        return new ThrowawayFolder(folder);
    }

    /**
     * Removes what dead processes left in {@code parent}, and ends servers that still run on it. A folder without a readable
     * marker, a symbolic link, or one whose owner lives is not touched.
     *
     * @return what was removed
     */
    public static List<Path> sweep(Path parent) throws IOException {
        List<Path> removed = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isLeftover(folder)) {
                    LeftoverServer.end(folder.resolve(ThrowawayPostgres.DATA));
                    delete(folder);
                    removed.add(folder);
                }
            }
        }
        return removed;
    }

    private static boolean isLeftover(Path folder) {
        Path marker = folder.resolve(MARKER);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isOurs(folder)) {
                return false;
            }
            if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS) || Files.size(marker) > 200) {
                return false;
            }
            Matcher owner = OWNER.matcher(Files.readString(marker, StandardCharsets.UTF_8));
            return owner.matches() && !lives(Long.parseLong(owner.group(1)), owner.group(2));
        } catch (IOException | NumberFormatException unreadable) {
            return false;
        }
    }

    /** In a folder that everybody may write to, anybody may have made one of this name. */
    private static boolean isOurs(Path folder) throws IOException {
        String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals(System.getProperty("user.name")) || owner.equals(UnprivilegedAccount.PACKAGE_USER);
    }

    /** A pid is given out again; together with the start time it names one process. */
    private static boolean lives(long pid, String started) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent() && marker(process.get()).equals("pid " + pid + "\nstarted " + started + "\n");
    }

    private static String marker(ProcessHandle process) {
        String started = process.info().startInstant().map(Instant::toString).orElse("unknown");
        return "pid " + process.pid() + "\nstarted " + started + "\n";
    }

    /** Deletes it with all it holds; links are removed, not followed. */
    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException left) {
            throw new UncheckedIOException("the folder " + path + " could not be removed", left);
        }
    }

    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new DeleteAll());
        } catch (NoSuchFileException gone) {
            // Somebody else removed it: what was wanted.
        }
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
