package io.mooring.backup.location;

/**
 * An object being written. Nothing can be seen under its key until {@link #commit()} returns; closing without a commit
 * leaves nothing behind. Used by one thread.
 */
public interface ObjectSink extends AutoCloseable {

    /**
     * Adds {@code length} bytes. The array may be reused by the caller afterwards. Blocks while the location is slower than the
     * caller; an interrupt ends the wait.
     */
    void write(byte[] data, int offset, int length) throws LocationFailure, InterruptedException;

    /** Makes the object visible and durable, whole. Fails with {@link LocationFault#EXISTS} when the key was taken meanwhile. */
    void commit() throws LocationFailure, InterruptedException;

    /** Removes what was written unless it was committed. Does not fail: what cannot be removed now is a leftover for later. */
    @Override
    void close();
}
