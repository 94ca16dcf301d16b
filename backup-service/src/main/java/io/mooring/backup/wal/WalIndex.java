package io.mooring.backup.wal;

import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of a plan's WAL index at one location, as they lie there, and how another one is added. Used by one thread. */
final class WalIndex {

    /** Of an object that has a part's name and may be anybody's. */
    private static final int LARGEST = 4 * 1024 * 1024;

    private final String planId;
    private final BackupLocation location;
    private final ManifestSigner signer;
    private final Map<Integer, WalIndexPart> parts = new TreeMap<>();
    private final Set<String> listed = new HashSet<>();
    private int last;
    private @Nullable String lastHash;
    private Instant lastWritten;

    /** @param now counts as the last part's time where there is none */
    WalIndex(String planId, BackupLocation location, ManifestSigner signer, Instant now) {
        this.planId = planId;
        this.location = location;
        this.signer = signer;
        this.lastWritten = now;
    }

    boolean lists(WalObject object) {
        return listed.contains(object.name());
    }

    Instant lastWritten() {
        return lastWritten;
    }

    /** From the oldest on, but the newest, which the next one is to follow. */
    List<WalIndexPart> former() {
        return parts.values().stream().filter(part -> part.number() != last).toList();
    }

    /** What the location holds: an unreadable part stays where it is, and the next one is written behind it. */
    void look(Instant now) throws LocationFailure, IOException {
        parts.clear();
        listed.clear();
        last = 0;
        lastHash = null;
        for (StoredObject object : location.list(folder() + "index.")) {
            Optional<Integer> number = WalIndexPart.numberOf(object.key().substring(folder().length()));
            if (number.isPresent()) {
                byte[] bytes = read(object.key());
                last = number.get();
                lastHash = WalIndexPart.sha256(bytes);
                WalIndexPart.read(bytes).ifPresent(part -> {
                    parts.put(part.number(), part);
                    part.entries().forEach(entry -> listed.add(entry.name()));
                    lastWritten = part.writtenAt().isBefore(now) ? part.writtenAt() : now;
                });
            }
        }
    }

    /** The signature first: a part without one would be worth nothing, a signature without its part is replaced. */
    void write(List<WalObject> objects, Instant now) throws LocationFailure, InterruptedException {
        WalIndexPart part = new WalIndexPart(
                last + 1,
                lastHash,
                now,
                objects.stream()
                        .map(object -> new WalIndexPart.Entry(object.name(), object.bytes(), object.sha256()))
                        .toList());
        byte[] bytes = part.bytes(planId, location.id());
        String key = folder() + WalIndexPart.name(part.number());
        storeSignature(key, signer.sign(bytes, now));
        store(key, bytes);
        last = part.number();
        lastHash = WalIndexPart.sha256(bytes);
        lastWritten = now;
        parts.put(part.number(), part);
        objects.forEach(object -> listed.add(object.name()));
    }

    /** A part that nobody needs any more. */
    void remove(WalIndexPart part) throws LocationFailure {
        String key = folder() + WalIndexPart.name(part.number());
        location.delete(key);
        location.delete(key + WalIndexPart.SIGNATURE);
        parts.remove(part.number());
        part.entries().forEach(entry -> listed.remove(entry.name()));
    }

    /** Of everything that lies beside the index, and of itself. */
    Set<String> names() throws LocationFailure {
        return location.list(folder()).stream()
                .map(object -> object.key().substring(folder().length()))
                .collect(Collectors.toSet());
    }

    private byte[] read(String key) throws LocationFailure, IOException {
        try (InputStream in = location.open(key)) {
            return in.readNBytes(LARGEST);
        }
    }

    private void storeSignature(String key, byte[] signature) throws LocationFailure, InterruptedException {
        try {
            store(key + WalIndexPart.SIGNATURE, signature);
        } catch (LocationFailure failure) {
            // With its part it is somebody else's: then we look again.
            if (failure.fault() != LocationFault.EXISTS
                    || !location.list(key).stream().allMatch(WalIndex::isSignature)) {
                throw failure;
            }
            location.discard(key + WalIndexPart.SIGNATURE);
            store(key + WalIndexPart.SIGNATURE, signature);
        }
    }

    private static boolean isSignature(StoredObject object) {
        return object.key().endsWith(WalIndexPart.SIGNATURE);
    }

    private void store(String key, byte[] bytes) throws LocationFailure, InterruptedException {
        try (ObjectSink sink = location.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    private String folder() {
        return planId + "/" + WalObject.FOLDER + "/";
    }
}
