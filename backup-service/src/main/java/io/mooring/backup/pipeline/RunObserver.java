package io.mooring.backup.pipeline;

/** Told how a backup goes. Called from the pipeline's threads, one call at a time; must return at once. */
public interface RunObserver {

    void phase(Phase phase);

    /** Roughly how many bytes pg_dump will write; asked of the database before it starts. */
    void estimated(long sourceBytes);

    /** Bytes read from the source and bytes of ciphertext made so far; at most five times a second. */
    void progress(long sourceBytes, long storedBytes);

    void copy(CopyProgress copy);
}
