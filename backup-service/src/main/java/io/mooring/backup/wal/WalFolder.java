package io.mooring.backup.wal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a plan's WAL lies on this host: {@code received} is pg_receivewal's own, {@code sealed} waits to be shipped. */
final class WalFolder {

    private static final Pattern PARTIAL = Pattern.compile("[0-9A-F]{24}\\.partial");

    private final Path root;

    WalFolder(Path stateFolder, String planId) {
        this.root = stateFolder.resolve("wal").resolve(planId);
    }

    void prepare() throws IOException {
        Files.createDirectories(received());
        Files.createDirectories(sealed());
        for (Path file : list(sealed())) {
            if (file.getFileName().toString().startsWith(".")) {
                Files.deleteIfExists(file);
            }
        }
    }

    Path received() {
        return root.resolve("received");
    }

    Path sealed() {
        return root.resolve("sealed");
    }

    Path sealed(String name) {
        return sealed().resolve(name);
    }

    Path pidFile() {
        return root.resolve("receiver.pid");
    }

    /** Whole segments, by name. */
    List<Path> segments(SegmentSize size) throws IOException {
        return list(received()).stream()
                .filter(file ->
                        Segment.parse(file.getFileName().toString(), size).isPresent())
                .toList();
    }

    List<Path> histories() throws IOException {
        return list(received()).stream()
                .filter(file -> TimelineHistory.timelineOf(file.getFileName().toString())
                        .isPresent())
                .toList();
    }

    /** The segment that is being filled. */
    Optional<Path> partial() throws IOException {
        return partials().stream().findFirst();
    }

    private List<Path> partials() throws IOException {
        return list(received()).reversed().stream()
                .filter(file -> PARTIAL.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    /**
     * Removes a segment that pg_receivewal was killed over while it filled the new file with zeros: it would refuse that file for ever, and
     * there is no WAL in it yet.
     */
    void removeHalfMade(SegmentSize size) throws IOException {
        Optional<Path> file = partial();
        if (file.isPresent()) {
            long bytes = size(file.get());
            if (bytes != 0 && bytes != size.bytes()) {
                Files.delete(file.get());
            }
        }
    }

    /** Removes the segments in which former timelines were left: the newest timeline begins with a copy of them. */
    void forgetLeft() throws IOException {
        for (Path file : partials().stream().skip(1).toList()) {
            Files.deleteIfExists(file);
        }
    }

    /** What was sealed and is still here. */
    List<Path> sealedFiles() throws IOException {
        return !Files.isDirectory(sealed())
                ? List.of()
                : list(sealed()).stream()
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .toList();
    }

    /** What lies here, received and sealed. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path folder : List.of(received(), sealed())) {
            for (Path file : Files.isDirectory(folder) ? list(folder) : List.<Path>of()) {
                bytes += size(file);
            }
        }
        return bytes;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException renamed) {
            return 0;
        }
    }

    /**
     * The segment that pg_receivewal asks for first: the one that is being filled, or the one behind the newest; empty when there is none, and
     * it begins where the slot does.
     */
    Optional<Segment> next(SegmentSize size) throws IOException {
        Segment next = null;
        for (Path file : list(received())) {
            String name = file.getFileName().toString();
            boolean filling = PARTIAL.matcher(name).matches();
            Segment one = Segment.parse(name.replace(".partial", ""), size)
                    .map(segment -> filling ? segment : segment.next())
                    .orElse(null);
            next = next == null || one != null && one.compareTo(next) > 0 ? one : next;
        }
        return Optional.ofNullable(next);
    }

    /** Makes pg_receivewal begin where the slot begins, instead of behind what it received last. */
    void forgetReceived() throws IOException {
        for (Path file : list(received())) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Makes pg_receivewal go on, or begin, at that segment's beginning: what was received from there on goes, and an empty file of it stays, which
     * counts as one that is being filled (FindStreamingStart in pg_receivewal.c).
     */
    void goBackTo(Segment segment, SegmentSize size) throws IOException {
        for (Path file : list(received())) {
            String name = file.getFileName().toString().replace(".partial", "");
            if (Segment.parse(name, size)
                    .filter(one -> one.number() >= segment.number())
                    .isPresent()) {
                Files.deleteIfExists(file);
            }
        }
        Files.createFile(received().resolve(segment.name(size) + ".partial"));
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }
}
