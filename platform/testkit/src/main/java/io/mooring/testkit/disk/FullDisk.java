package io.mooring.testkit.disk;

import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A small disk of its own (tmpfs), to fill up, to make read-only or to take away: permission bits would not stop root. Mounting needs root
 * (or CAP_SYS_ADMIN); without it {@link #ofBytes} fails and says so, because a test that skips proves nothing.
 */
public final class FullDisk implements AutoCloseable {

    private static final String PREFIX = "mooring-disk-";
    private static final Pattern MOUNT = Pattern.compile("tmpfs (\\S*/" + PREFIX + "(\\d+)-\\S*) .*");
    private static final String FILLER = ".filler";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private @Nullable Path elsewhere;

    private FullDisk(Path folder) {
        this.folder = folder;
    }

    /** An empty disk of this size, rounded up to pages. */
    public static FullDisk ofBytes(long size) {
        return mounted("size=" + size);
    }

    /** An empty disk for so many files and folders, itself included. */
    public static FullDisk ofFiles(int files) {
        return mounted("nr_inodes=" + files);
    }

    private static FullDisk mounted(String option) {
        unmountLeftovers();
        try {
            Path folder = mountPoint();
            run("mount", "-t", "tmpfs", "-o", option, "tmpfs", folder.toString());
            FullDisk disk = new FullDisk(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(disk::close, "unmount-" + folder.getFileName()));
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Writes until nothing more fits. */
    public void fill() {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (freeBytes() >= page.length) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /**
     * Takes back what {@link #fill} wrote, at once: a program that another thread was starting while the file was open has it open too for a
     * moment, and what is only deleted would stay on the disk until then.
     */
    public void freeUp() {
        Path filler = folder.resolve(FILLER);
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            Files.delete(filler);
        } catch (NoSuchFileException nothingFilled) {
            // Nothing to take back.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every write fails with EROFS until {@link #makeWritable}. Waits for programs that are being started: they have for a moment what was open
     * for writing, and the disk is busy.
     */
    public void makeReadOnly() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(IllegalStateException.class)
                .untilAsserted(() -> run("mount", "-o", "remount,ro", folder.toString()));
    }

    public void makeWritable() {
        run("mount", "-o", "remount,rw", folder.toString());
    }

    /** Unmounts it under the feet of whoever has files open: the empty folder is left, on another disk. */
    public void takeAway() {
        try {
            elsewhere = mountPoint();
            run("mount", "--bind", folder.toString(), elsewhere.toString());
            run("umount", "--lazy", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends {@link #takeAway}, with everything that was on it. */
    public void bringBack() {
        Path held = Objects.requireNonNull(elsewhere, "it was not taken away");
        run("mount", "--bind", held.toString(), folder.toString());
        elsewhere = null;
        unmount(held);
    }

    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount(folder);
        if (elsewhere != null) {
            unmount(elsewhere);
            elsewhere = null;
        }
    }

    private static Path mountPoint() throws IOException {
        return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static void unmountLeftovers() {
        try (var mounts = Files.lines(Path.of("/proc/mounts"))) {
            mounts.map(MOUNT::matcher)
                    .filter(Matcher::matches)
                    .filter(mount ->
                            ProcessHandle.of(Long.parseLong(mount.group(2))).isEmpty())
                    .map(mount -> Path.of(mount.group(1)))
                    .forEach(FullDisk::unmount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lazily, so that a process that still has a file open does not keep it. */
    private static void unmount(Path folder) {
        if (Files.exists(folder)) {
            Programs.output("umount", "--lazy", folder.toString());
            TemporaryFolders.delete(folder);
        }
    }

    private static void run(String... command) {
        if (Programs.output(command).isEmpty()) {
            throw new IllegalStateException(
                    "'" + String.join(" ", command) + "' failed: tests of full disks need root to mount a tmpfs");
        }
    }
}
