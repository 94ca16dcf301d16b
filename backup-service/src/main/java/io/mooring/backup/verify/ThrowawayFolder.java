package io.mooring.backup.verify;

import io.mooring.backup.rebuild.LeftoverServer;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private folder (mode 0700) that belongs to this process. Its name tells which process that is, by pid and start time, so that
 * the next one can tell what a killed one left behind from what a living one uses, at whatever moment it was killed.
 */
public final class ThrowawayFolder implements AutoCloseable {

    static final String PREFIX = "mooring-throwaway-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10}-\\d{1,15}-).+");

    private final Path path;

    private ThrowawayFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** A new empty folder. */
    public static ThrowawayFolder create(Path parent) throws IOException {
        return new ThrowawayFolder(Files.createTempDirectory(
                parent,
                PREFIX + owner(ProcessHandle.current()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /**
     * Removes what dead processes left in {@code parent}, and ends servers that still run on it. A folder whose name
     * tells no owner, a symbolic link, or one whose owner lives is not touched.
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
        Matcher name = NAME.matcher(folder.getFileName().toString());
        try {
            return name.matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && isOurs(folder)
                    && !lives(name.group(1));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** In a folder that everybody may write to, anybody may have made one of this name. */
    private static boolean isOurs(Path folder) throws IOException {
        String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals(System.getProperty("user.name")) || owner.equals(UnprivilegedAccount.PACKAGE_USER);
    }

    /** A pid is given out again; together with the start time it names one process. */
    private static boolean lives(String owner) {
        long pid = Long.parseLong(owner.substring(0, owner.indexOf('-')));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> owner(process).equals(owner))
                .isPresent();
    }

    private static String owner(ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return process.pid() + "-" + started + "-";
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
