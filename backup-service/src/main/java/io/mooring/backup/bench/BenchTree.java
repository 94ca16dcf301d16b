package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A tree of files as a server has them: of its bytes 15 % in small texts (1 to 64 KiB), 45 % in files of medium size that do not compress
 * (64 KiB to 4 MiB), 40 % in large ones, every other of them text. The same for the same size and seed, and so is what happens to it from one
 * backup to the next.
 */
final class BenchTree {

    private static final int KIB = 1024;
    private static final int SMALL = 64 * KIB;
    private static final int MEDIUM = 4096 * KIB;
    private static final long LARGE = 65_536L * KIB;
    private static final int FILES_A_FOLDER = 100;
    private static final double SMALL_SHARE = 0.15;
    private static final double MEDIUM_SHARE = 0.45;
    private static final int EDIT = 64 * KIB;

    private final Path root;
    private final long bytes;
    private final Random random;
    private final TreeContent content;
    private final List<Path> small = new ArrayList<>();
    private final List<Path> medium = new ArrayList<>();
    private final List<Path> large = new ArrayList<>();
    private int made;

    /** What was done to the tree; a renamed, new or removed file counts with all its bytes. */
    record Changed(int files, long bytes) {}

    BenchTree(Path root, long bytes, long seed) {
        this.root = root;
        this.bytes = bytes;
        this.random = new Random(seed);
        this.content = new TreeContent(random);
    }

    Path root() {
        return root;
    }

    int files() {
        return small.size() + medium.size() + large.size();
    }

    void fill() throws IOException {
        for (long left = (long) (bytes * SMALL_SHARE); left > 0; ) {
            left -= make(small, "documents", size(KIB, SMALL), true);
        }
        for (long left = (long) (bytes * MEDIUM_SHARE); left > 0; ) {
            left -= make(medium, "pictures", size(SMALL, MEDIUM), false);
        }
        long each = Math.max(MEDIUM / 4, Math.min(LARGE, bytes / 25));
        for (long left = bytes - (long) (bytes * (SMALL_SHARE + MEDIUM_SHARE)); left > 0; ) {
            left -= make(large, "archive", each, large.size() % 2 == 0);
        }
    }

    /** A hundredth of the bytes: one fifth each in files edited in place, appended to, renamed, new and gone. */
    Changed change() throws IOException {
        Changed sum = new Changed(0, 0);
        for (Change change : List.<Change>of(this::edit, this::append, this::rename, this::add, this::remove)) {
            for (long left = bytes / 500; left > 0; ) {
                long done = change.once();
                left -= done;
                sum = new Changed(sum.files() + 1, sum.bytes() + done);
            }
        }
        return sum;
    }

    private interface Change {
        long once() throws IOException;
    }

    private long edit() throws IOException {
        Path file = any(List.of(small, medium, large));
        long size = Files.size(file);
        byte[] other = content.some((int) Math.min(EDIT, size), small.contains(file));
        long at = size == other.length ? 0 : random.nextLong(size - other.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(other), at);
        }
        return other.length;
    }

    private long append() throws IOException {
        byte[] more = content.some(KIB + random.nextInt(EDIT - KIB), true);
        Files.write(any(List.of(small, medium, large)), more, StandardOpenOption.APPEND);
        return more.length;
    }

    private long rename() throws IOException {
        List<Path> kind = random.nextBoolean() ? small : medium;
        int which = random.nextInt(kind.size());
        Path to = root.resolve("renamed-" + made++ + "-" + kind.get(which).getFileName());
        Files.move(kind.get(which), to);
        kind.set(which, to);
        return Files.size(to);
    }

    private long add() throws IOException {
        return random.nextBoolean()
                ? make(small, "new", size(KIB, SMALL), true)
                : make(medium, "new", size(SMALL, MEDIUM), false);
    }

    private long remove() throws IOException {
        List<Path> kind = random.nextBoolean() ? small : medium;
        if (kind.size() == 1) {
            return add();
        }
        Path file = kind.remove(random.nextInt(kind.size()));
        long size = Files.size(file);
        Files.delete(file);
        return size;
    }

    private Path any(List<List<Path>> kinds) {
        List<Path> kind = kinds.get(random.nextInt(kinds.size()));
        return kind.get(random.nextInt(kind.size()));
    }

    private long make(List<Path> kind, String name, long size, boolean text) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name).resolve("%05d".formatted(made / FILES_A_FOLDER)));
        Path file = folder.resolve("%s-%08d.%s".formatted(name, made++, text ? "txt" : "bin"));
        content.write(file, size, text);
        kind.add(file);
        return size;
    }

    /** As many between 1 and 2 KiB as between 32 and 64. */
    private long size(int least, int most) {
        return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }
}
