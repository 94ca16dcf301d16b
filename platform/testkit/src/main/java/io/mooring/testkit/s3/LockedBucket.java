package io.mooring.testkit.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bucket with versions, as Amazon describes it: nothing is overwritten, deleting a key puts a marker over it, deleting a version removes it
 * unless it is locked. Without object lock, requests that ask for one are refused.
 */
final class LockedBucket {

    private final boolean hasLock;
    private final Supplier<Instant> clock;
    private final Map<String, List<Version>> versions = new TreeMap<>();
    final Map<String, Upload> uploads = new ConcurrentSkipListMap<>();
    private volatile boolean mayAsk = true;

    /** A multipart upload that goes on. */
    record Upload(
            String key,
            Map<String, String> metadata,
            @Nullable Lock lock,
            Map<Integer, byte[]> parts) {}

    LockedBucket(boolean hasLock, Supplier<Instant> clock) {
        this.hasLock = hasLock;
        this.clock = clock;
    }

    boolean hasLock() {
        return hasLock;
    }

    boolean mayAsk() {
        return mayAsk;
    }

    void mayAsk(boolean allowed) {
        mayAsk = allowed;
    }

    synchronized Version put(
            String key, byte[] content, Map<String, String> metadata, @Nullable Lock lock, boolean onlyNew) {
        if (onlyNew && current(key) != null) {
            throw new Refusal(
                    412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }
        return add(key, new Version(id(), content, metadata, lock));
    }

    /** The lock that a request asks for, when the bucket can give it. */
    @Nullable
    Lock wanted(@Nullable String mode, @Nullable String until) {
        Lock lock = Lock.of(mode, until, clock.get());
        if (lock != null && !hasLock) {
            throw Refusal.invalid("Bucket is missing ObjectLockConfiguration");
        }
        return lock;
    }

    /** The newest, or that with the id. Null under a marker, or when there is none. */
    synchronized @Nullable Version find(String key, @Nullable String versionId) {
        return versionId == null
                ? current(key)
                : versions.getOrDefault(key, List.of()).stream()
                        .filter(version -> version.id.equals(versionId))
                        .findFirst()
                        .orElse(null);
    }

    synchronized void delete(String key, @Nullable String versionId) {
        if (versionId == null) {
            add(key, new Version(id(), null, Map.of(), null));
            return;
        }
        Version version = find(key, versionId);
        if (version != null) {
            Lock lock = version.lock();
            if (lock != null && lock.holds(clock.get())) {
                throw Refusal.denied("Access Denied because object protected by object lock.");
            }
            versions.get(key).remove(version);
            versions.values().removeIf(List::isEmpty);
        }
    }

    synchronized void retain(String key, @Nullable String versionId, Lock next) {
        Version version = find(key, versionId);
        if (!hasLock) {
            throw Refusal.invalid("Bucket is missing Object Lock Configuration");
        }
        if (version == null || version.isMarker()) {
            throw Refusal.noSuchKey();
        }
        Lock before = version.lock();
        if (before != null && !before.mayBecome(next, clock.get())) {
            throw Refusal.denied("Access Denied because object protected by object lock.");
        }
        version.lock(next);
    }

    /** By key, the newest first. */
    synchronized Map<String, List<Version>> versions(String prefix) {
        Map<String, List<Version>> found = new TreeMap<>();
        versions.forEach((key, all) -> {
            if (key.startsWith(prefix)) {
                found.put(key, List.copyOf(all));
            }
        });
        return found;
    }

    private @Nullable Version current(String key) {
        List<Version> all = versions.getOrDefault(key, List.of());
        return all.isEmpty() || all.getFirst().isMarker() ? null : all.getFirst();
    }

    private Version add(String key, Version version) {
        versions.computeIfAbsent(key, none -> new ArrayList<>()).addFirst(version);
        return version;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
