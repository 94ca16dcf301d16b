package io.mooring.backup.location;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder, on this host or mounted from another. It must exist: making it would hide that the mount is missing. */
public final class DirectoryLocation implements BackupLocation {

    private static final String TEMPORARY_SUFFIX = ".part";
    private static final double WARN_BELOW_FREE = 0.10;

    private final String id;
    private final Path root;
    private final long reserveBytes;
    private final MountWatch mount;

    /** @param reserveBytes a new object is refused when less than this is free, so that the disk is never filled to the brim */
    public DirectoryLocation(String id, Path root, long reserveBytes) {
        this.id = id;
        this.root = root.toAbsolutePath().normalize();
        this.reserveBytes = reserveBytes;
        this.mount = new MountWatch(this.root);
        lookAtMount();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LocationKind kind() {
        return LocationKind.DIRECTORY;
    }

    @Override
    public ObjectSink create(String key) throws LocationFailure {
        Path target = resolve(key);
        requireRoot();
        requireSpace();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new LocationFailure(LocationFault.EXISTS, "The folder " + root + " holds " + key + " already");
        }
        String temporary = "." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX;
        try {
            DurableFolders.create(root, target.getParent());
            return new FileSink(root, target.resolveSibling(temporary), target);
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }

    @Override
    public List<StoredObject> list(String prefix) throws LocationFailure {
        List<StoredObject> found = new ArrayList<>();
        for (Path file : files()) {
            String key = key(file);
            if (!isTemporary(file) && key.startsWith(prefix)) {
                size(file).ifPresent(bytes -> found.add(new StoredObject(key, bytes)));
            }
        }
        return found;
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
        Path file = resolve(key);
        requireRoot();
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }

    @Override
    public void delete(String key) throws LocationFailure {
        Path file = resolve(key);
        requireRoot();
        try {
            Files.deleteIfExists(file);
            DurableFolders.removeIfEmpty(root, file.getParent());
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }

    @Override
    public LocationHealth check() {
        long start = System.nanoTime();
        try {
            requireRoot();
            Path probe = Files.createTempFile(root, ".probe", TEMPORARY_SUFFIX);
            Files.delete(probe);
            long free = Files.getFileStore(root).getUsableSpace();
            long total = Files.getFileStore(root).getTotalSpace();
            return health(free, total, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException failure) {
            return down(FileFaults.of(root, failure).getMessage(), start);
        } catch (LocationFailure failure) {
            return down(failure.getMessage(), start);
        }
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) throws LocationFailure {
        List<Path> all = files();
        Set<Path> finished = new HashSet<>();
        for (Path file : all) {
            if (file.endsWith(ObjectKeys.MANIFEST)) {
                finished.add(file.getParent());
            }
        }
        int removed = 0;
        for (Path file : all) {
            boolean leftover = isTemporary(file) || !finished.contains(file.getParent());
            if (leftover && abandoned.test(file.getParent().getFileName().toString())) {
                remove(file);
                removed++;
            }
        }
        return removed;
    }

    private LocationHealth health(long free, long total, Duration latency) {
        if (free < reserveBytes) {
            return new LocationHealth(LocationHealth.State.DOWN, "The folder " + root + " is full.", free, latency);
        }
        if (free < total * WARN_BELOW_FREE) {
            String reason = "The folder %s is %d %% full.".formatted(root, Math.round(100.0 * (total - free) / total));
            return new LocationHealth(LocationHealth.State.WARNING, reason, free, latency);
        }
        return new LocationHealth(LocationHealth.State.HEALTHY, null, free, latency);
    }

    private static LocationHealth down(String reason, long start) {
        return new LocationHealth(LocationHealth.State.DOWN, reason, null, Duration.ofNanos(System.nanoTime() - start));
    }

    private void remove(Path file) throws LocationFailure {
        try {
            Files.deleteIfExists(file);
            DurableFolders.removeIfEmpty(root, file.getParent());
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }

    /** Files at plan/run/name, in order; whatever else lies in the folder is not ours. */
    private List<Path> files() throws LocationFailure {
        requireRoot();
        try (Stream<Path> walk = Files.walk(root, 3)) {
            return walk.filter(path -> root.relativize(path).getNameCount() == 3)
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        } catch (java.io.UncheckedIOException failure) {
            throw FileFaults.of(root, failure.getCause());
        }
    }

    private static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
    }

    private String key(Path file) {
        return root.relativize(file).toString();
    }

    /** Empty when somebody has deleted it since the folder was read. */
    private OptionalLong size(Path file) throws LocationFailure {
        try {
            return OptionalLong.of(Files.size(file));
        } catch (NoSuchFileException gone) {
            return OptionalLong.empty();
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }

    private Path resolve(String key) {
        return root.resolve(ObjectKeys.requireKey(key));
    }

    private void requireRoot() throws LocationFailure {
        if (!Files.isDirectory(root)) {
            throw new LocationFailure(
                    LocationFault.UNREACHABLE,
                    "The folder " + root + " is not there: not mounted, or never made (it is not made for you)");
        }
        if (lookAtMount()) {
            throw new LocationFailure(
                    LocationFault.UNREACHABLE,
                    "The folder " + root + " was a disk of its own, and nothing is mounted there any more");
        }
    }

    private boolean lookAtMount() {
        try {
            return mount.isGone();
        } catch (IOException unknown) {
            // What is asked for next fails and says why.
            return false;
        }
    }

    private void requireSpace() throws LocationFailure {
        try {
            if (Files.getFileStore(root).getUsableSpace() < reserveBytes) {
                throw new LocationFailure(
                        LocationFault.FULL,
                        "The folder " + root + " is full: less than " + reserveBytes + " bytes are free");
            }
        } catch (IOException failure) {
            throw FileFaults.of(root, failure);
        }
    }
}
