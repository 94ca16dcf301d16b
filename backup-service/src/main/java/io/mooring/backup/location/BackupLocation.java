package io.mooring.backup.location;

import java.io.InputStream;
import java.util.List;
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

    /** Complete objects whose keys start with {@code prefix}, in key order; empty when there are none. */
    List<StoredObject> list(String prefix) throws LocationFailure;

    /** The object's bytes, from the first. The caller closes the stream; reading fails with an IOException when it is cut. */
    InputStream open(String key) throws LocationFailure;

    /** Removes an object; nothing happens when there is none. */
    void delete(String key) throws LocationFailure;

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
