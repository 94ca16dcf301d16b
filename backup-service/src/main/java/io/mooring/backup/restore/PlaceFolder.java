package io.mooring.backup.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a restored tree its name. Its number in the file system says which folder it is, whatever it is called by now. */
final class PlaceFolder {

    /** What is restored is called so in the hidden folder. */
    static final String RESTORED = "restored";

    private static final int OWNER_MAY_WRITE = 0200;

    private PlaceFolder() {}

    static long number(Path folder) throws IOException {
        return ((Number) Files.getAttribute(folder, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    static boolean isAt(Path path, long number) {
        try {
            return number(path) == number;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** To the disk, before anybody is told that it is there. Not interruptible: who is stopped must know what is true. */
    static void flush(Path tree) throws IOException {
        Process sync = new ProcessBuilder("sync", "--file-system", tree.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (sync.onExit().join().exitValue() != 0) {
            throw new IOException("what was restored could not be written to the disk");
        }
    }

    /** Moves it unless a former owner did. A folder takes the place of an empty one, and of nothing else: rename(2) sees to that. */
    static void give(Path working, long number, FolderTarget target) throws RestoreStopped, IOException {
        if (isAt(target.path(), number)) {
            return;
        }
        Path restored = working.resolve(RESTORED);
        if (!isAt(restored, number)) {
            throw new RestoreStopped(
                    "folder-missing",
                    "The restored folder " + restored + " has disappeared.",
                    "Somebody removed it meanwhile: restore again.");
        }
        target.requireFree();
        try {
            move(restored, target.path());
        } catch (IOException failure) {
            target.requireFree();
            throw failure;
        }
        flush(target.parent());
    }

    /** Who is not root can move a folder only while it may write to it. */
    private static void move(Path from, Path to) throws IOException {
        int mode = (Integer) Files.getAttribute(from, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & OWNER_MAY_WRITE) != 0 || RestorableTree.isRoot()) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.setAttribute(from, "unix:mode", mode | OWNER_MAY_WRITE, LinkOption.NOFOLLOW_LINKS);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Files.setAttribute(to, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
}
