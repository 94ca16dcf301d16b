package io.mooring.backup.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that a file tree or a cluster may be restored to: below an allowed one, whatever symbolic links there are on the way.
 *
 * @param parent without symbolic links
 * @param name of the folder in it
 */
record FolderTarget(Path parent, String name) {

    private static final String WORKING = ".mooring-restoring-";
    private static final int MOST_BYTES = 255;

    /** @param allowed absolute folders, below which it must be */
    static FolderTarget of(String wanted, List<Path> allowed) throws RestoreStopped {
        if (allowed.isEmpty()) {
            throw new RestoreStopped(
                    "no-restore-folder",
                    "No folder is named below which file trees and clusters may be restored on this host.",
                    "Name one in backup.restore.folders.");
        }
        Path path = path(wanted, allowed);
        Path root = allowed.stream()
                .map(Path::normalize)
                .filter(one -> path.startsWith(one) && !path.equals(one))
                .findFirst()
                .orElseThrow(() -> outside(path, allowed));
        Path realRoot = real(root);
        Path parent = real(path.getParent());
        if (!parent.startsWith(realRoot)) {
            throw outside(path, allowed);
        }
        return new FolderTarget(parent, path.getFileName().toString());
    }

    Path path() {
        return parent.resolve(name);
    }

    /**
     * Where an attempt makes it, hidden and beside it. Each attempt has a folder of its own: a former owner may be frozen and not dead, and
     * go on one day.
     *
     * @param attempt tells attempts of one restore apart; letters and digits
     */
    Path working(String restoreId, String attempt) {
        String suffix = WORKING + DatabaseNames.shortId(restoreId) + "-" + attempt;
        StringBuilder shortened = new StringBuilder("." + name);
        while ((shortened + suffix).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            shortened.setLength(shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return parent.resolve(shortened + suffix);
    }

    /** Whether it is where this restore is made, and nobody else's. */
    static boolean isWorking(Path path, String restoreId) {
        return path.isAbsolute()
                && path.equals(path.normalize())
                && path.getFileName() != null
                && isOf(restoreId, path.getFileName().toString());
    }

    /** What attempts at this restore left there, all but one. */
    List<Path> leftOf(String restoreId, Path but) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(path -> isOf(restoreId, path.getFileName().toString()) && !path.equals(but))
                    .toList();
        }
    }

    private static boolean isOf(String restoreId, String fileName) {
        int at = fileName.lastIndexOf(WORKING);
        return at >= 0
                && fileName.substring(at + WORKING.length())
                        .matches(Pattern.quote(DatabaseNames.shortId(restoreId)) + "(-[0-9a-z]+)?");
    }

    /** Nothing is there, or an empty folder. */
    void requireFree() throws RestoreStopped {
        try (DirectoryStream<Path> files = Files.isSymbolicLink(path()) ? null : Files.newDirectoryStream(path())) {
            if (files == null || files.iterator().hasNext()) {
                throw taken();
            }
        } catch (java.nio.file.NoSuchFileException free) {
            requireWritable();
            return;
        } catch (NotDirectoryException file) {
            throw taken();
        } catch (IOException unreadable) {
            throw unusable(path(), unreadable);
        }
        requireWritable();
    }

    /** @param needed at most */
    void requireSpace(long needed, long reserve) throws RestoreStopped {
        long free = freeBytes();
        if (free - reserve < needed) {
            throw new RestoreStopped(
                    "no-space",
                    "The restore needs up to " + needed + " bytes in " + parent + ", of which " + free
                            + " are free and " + reserve + " must stay so.",
                    "Free some space, or choose a folder on a larger disk.");
        }
    }

    long freeBytes() throws RestoreStopped {
        try {
            return Files.getFileStore(parent).getUsableSpace();
        } catch (IOException failure) {
            throw unusable(parent, failure);
        }
    }

    RestoreStopped taken() {
        return new RestoreStopped(
                "folder-exists",
                "There is something at " + path() + " already.",
                "Choose another name; nothing is ever overwritten.");
    }

    static RestoreStopped unusable(Path folder, IOException failure) {
        return new RestoreStopped(
                "folder-unusable",
                "The folder " + folder + " cannot be used: " + failure + ".",
                "Check the folder, its disk and that backup-service may write to it.");
    }

    private void requireWritable() throws RestoreStopped {
        if (!Files.isWritable(parent)) {
            throw unusable(parent, new IOException("backup-service may not write to it"));
        }
    }

    private static Path path(String wanted, List<Path> allowed) throws RestoreStopped {
        try {
            Path path = Path.of(wanted);
            boolean plain = wanted.codePoints().noneMatch(Character::isISOControl) && !wanted.contains(WORKING);
            if (plain && path.isAbsolute() && path.equals(path.normalize()) && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException odd) {
            throw unnamable(allowed);
        }
        throw unnamable(allowed);
    }

    private static RestoreStopped unnamable(List<Path> allowed) {
        return new RestoreStopped(
                "folder-name",
                "That is no name for a folder to restore to.",
                "Give an absolute path below " + words(allowed) + ", without '.', '..' and control characters.");
    }

    private static Path real(Path folder) throws RestoreStopped {
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
                return real;
            }
            throw unusable(folder, new NotDirectoryException(folder.toString()));
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new RestoreStopped(
                    "folder-missing",
                    "The folder " + folder + " is not there.",
                    "Make it on the host that restores; only the last folder of the path is made by a restore.");
        } catch (IOException failure) {
            throw unusable(folder, failure);
        }
    }

    private static RestoreStopped outside(Path path, List<Path> allowed) {
        return new RestoreStopped(
                "folder-not-allowed",
                "Nothing is restored to " + path + ".",
                "Choose a folder below "
                        + words(allowed)
                        + ", to which no symbolic link leads out of it; backup.restore.folders names them.");
    }

    private static String words(List<Path> allowed) {
        return allowed.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }
}
