package io.mooring.backup.wal;

import io.mooring.backup.job.JobLost;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import io.mooring.backup.location.ObjectSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a plan's WAL to one location, in order, and keeps trying: on a thread of its own, so that a location that is away holds up
 * nobody. What is not here any more is fetched from another location that has it.
 */
final class ShipToLocation implements Runnable {

    /** Notes what a location has, where it outlives this process. */
    interface Note {
        void stored(WalObject object, String location);

        void removed(WalObject object, String location);

        void lost(WalObject object);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ShipToLocation.class);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int BUFFER = 128 * 1024;

    private final WalTask task;
    private final BackupLocation location;
    private final WalFolder folder;
    private final Backlog backlog;
    private final Note note;
    private volatile @Nullable WalFault fault;
    private boolean searched;

    ShipToLocation(WalTask task, BackupLocation location, WalFolder folder, Backlog backlog, Note note) {
        this.task = task;
        this.location = location;
        this.folder = folder;
        this.backlog = backlog;
        this.note = note;
    }

    String locationId() {
        return location.id();
    }

    /** Why nothing gets there; empty while it does. */
    Optional<WalFault> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                if (shipped()) {
                    pause = FIRST_PAUSE;
                } else {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException | JobLost stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; false when it did not work. */
    boolean shipped() throws InterruptedException {
        try {
            if (!searched) {
                removeForgotten();
                searched = true;
            }
            Optional<WalObject> next = backlog.next(location.id(), WAIT.toMillis());
            if (next.isPresent()) {
                ship(next.get());
            }
            tidy();
            fault = null;
            return true;
        } catch (JobLost lost) {
            throw lost;
        } catch (LocationFailure | IOException | RuntimeException failure) {
            String words = "The location " + location.id() + " does not take WAL: " + failure.getMessage();
            if (fault == null) {
                LOG.warn("Plan {}: {}", task.planId(), words);
            }
            fault = new WalFault(
                    "wal-not-shipped", words.endsWith(".") ? words : words + ".", "It is tried again until it does.");
            return false;
        }
    }

    private void ship(WalObject object) throws LocationFailure, IOException, InterruptedException {
        Source source = source(object).orElse(null);
        if (source == null) {
            LOG.error("The WAL object {} of plan {} is nowhere any more", object.name(), task.planId());
            note.lost(object);
            backlog.giveUp(object);
            return;
        }
        try (InputStream in = source.open();
                ObjectSink sink = create(object)) {
            require(object, copy(in, sink), "what was to be copied to it");
            sink.commit();
        } catch (NoSuchFileException supersededMeanwhile) {
            return;
        } catch (LocationFailure failure) {
            if (failure.fault() != LocationFault.EXISTS) {
                throw failure;
            }
            requireSame(object);
        }
        note.stored(object, location.id());
        backlog.stored(object, location.id());
    }

    /** Partial segments are replaced within seconds: locked for weeks they would fill the bucket. */
    private ObjectSink create(WalObject object) throws LocationFailure, InterruptedException {
        String key = object.key(task.planId());
        return object.kind() == WalKind.PARTIAL ? location.createUnlocked(key) : location.create(key);
    }

    private interface Source {
        InputStream open() throws IOException, LocationFailure;
    }

    private Optional<Source> source(WalObject object) {
        if (Files.exists(folder.sealed(object.name()))) {
            return Optional.of(() -> Files.newInputStream(folder.sealed(object.name())));
        }
        return task.locations().stream()
                .filter(other -> backlog.storedAt(object).contains(other.id()))
                .findFirst()
                .map(other -> () -> other.open(object.key(task.planId())));
    }

    /** An answer was lost, or a former process died before it noted what it had stored. */
    private void requireSame(WalObject object) throws LocationFailure, IOException {
        try (InputStream in = location.open(object.key(task.planId()))) {
            require(object, digest(in), "what lies there already under the name " + object.name());
        }
    }

    private static void require(WalObject object, String sha256, String what) throws IOException {
        if (!sha256.equals(object.sha256())) {
            throw new IOException(
                    what + " is not the WAL that was sealed (SHA-256 " + sha256 + ", not " + object.sha256() + ")");
        }
    }

    /**
     * Partial segments that a killed process stored and did not note, and that something newer at the same location has superseded: no row
     * tells of them, so the location is asked, once.
     */
    private void removeForgotten() throws LocationFailure {
        String folder = task.planId() + "/" + WalObject.FOLDER + "/";
        Set<String> names = location.list(folder).stream()
                .map(object -> object.key().substring(folder.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (WalObject.partialBytes(name).isPresent() && isSuperseded(name, names)) {
                location.delete(folder + name);
            }
        }
    }

    private static boolean isSuperseded(String partial, Set<String> names) {
        String segment = partial.substring(0, partial.indexOf('.'));
        return names.contains(WalObject.name(segment))
                || names.stream()
                        .anyMatch(other -> other.startsWith(segment + ".")
                                && WalObject.partialBytes(other).isPresent()
                                && other.compareTo(partial) > 0);
    }

    private void tidy() throws LocationFailure {
        List<WalObject> removable = backlog.removable(location.id());
        for (WalObject partial : removable) {
            location.delete(partial.key(task.planId()));
            note.removed(partial, location.id());
            backlog.removed(partial, location.id());
        }
    }

    private static String copy(InputStream in, ObjectSink sink)
            throws IOException, LocationFailure, InterruptedException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha256.update(buffer, 0, n);
            sink.write(buffer, 0, n);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String digest(InputStream in) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha256.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
