package io.mooring.backup.source;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.util.List;

/**
 * A source that is open for one backup. {@link #writeTo} and {@link #examine} are called once each, at the same time, on threads
 * of their own; then {@link #facts}.
 */
public interface SourceStream extends AutoCloseable {

    /** Roughly how many bytes {@link #writeTo} will write. */
    long estimatedBytes();

    /**
     * Writes everything. It returns when all of it is there and known to be whole, never because a pipe ended.
     *
     * @throws SourceFailure in words, when the source could not be read to its end
     * @throws IOException the writer's, passed on
     */
    void writeTo(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException;

    /** Finds out what is to stand in the manifest and can be found out beside the writing, such as the tables' hashes. */
    default void examine() throws SourceFailure, InterruptedException {}

    /** What the manifest tells of the source. Called when everything is written and examined. */
    SourceFacts facts();

    /**
     * Everything is stored, the manifest is not: the last chance to write down what the next run builds on. What is written here
     * must count only once the run is recorded as completed.
     *
     * @param objects those that this run stored in the series DATA
     */
    default void prepareNext(List<Manifest.Chunk> objects) throws SourceFailure, InterruptedException {}

    /** Makes {@link #writeTo} and {@link #examine} end soon, from another thread, whether they have begun or not. */
    void cancel();

    /** Frees everything, after those calls have ended. */
    @Override
    void close();
}
