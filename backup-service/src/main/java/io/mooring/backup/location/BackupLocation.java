package io.mooring.backup.location;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A place where backups are kept. Keys are {@code <planId>/<runId>/<name>}, see {@link ObjectKeys}; an object is written once,
 * becomes visible whole, and is never overwritten. Implementations are safe for concurrent use.
 *
 * <p>Every method but {@link #check()} throws {@link LocationFailure} when the location does not do what it is asked, and
 * {@link IllegalArgumentException} for a key that is none.
 */
public interface BackupLocation {

    /** Unique among the locations of an installation. */
    String id();

    LocationKind kind();

    /** Starts an object. Fails early with {@link LocationFault#EXISTS} where the location can tell cheaply. */
    ObjectSink create(String key) throws LocationFailure, InterruptedException;

    /** Starts an object that something newer replaces soon: it is never locked. */
    default ObjectSink createUnlocked(String key) throws LocationFailure, InterruptedException {
        return create(key);
    }

    /** Complete objects whose keys start with {@code prefix}, in key order; empty when there are none. */
    List<StoredObject> list(String prefix) throws LocationFailure;

    /** The object's bytes, from the first. The caller closes the stream; reading fails with an IOException when it is cut. */
    InputStream open(String key) throws LocationFailure;

    /** Removes an object; nothing happens when there is none. Fails with {@link ObjectLocked}, and then it is still there. */
    void delete(String key) throws LocationFailure;

    /**
     * Removes an object that must not count. Where a lock keeps its bytes it is hidden: not listed, not read, and
     * {@link #abortLeftovers} frees it one day.
     */
    default void discard(String key) throws LocationFailure {
        delete(key);
    }

    /** Whether the location itself keeps what is written there from being deleted. */
    default ObjectLock objectLock() {
        return ObjectLock.NONE;
    }

    /** Until when the object cannot be deleted, as the location says; empty when it can, or is not there. */
    default Optional<Instant> lockedUntil(String key) throws LocationFailure {
        return Optional.empty();
    }

    /** Has an object locked as long as one that is written now; never for less. Nothing happens without a lock. */
    default void lockAnew(String key) throws LocationFailure {}

    /** Whether a backup could be written now. Never fails: trouble is the answer. */
    LocationHealth check();

    /**
     * Removes what interrupted runs left behind: unfinished uploads, temporary files, and objects in a run's folder that has
     * no manifest.
     *
     * @param abandoned says of a run id whether that run is over; what other runs wrote is not touched
     * @return how many things were removed
     */
    int abortLeftovers(Predicate<String> abandoned) throws LocationFailure;
}
