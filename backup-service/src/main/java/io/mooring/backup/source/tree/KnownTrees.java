package io.mooring.backup.source.tree;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the trees that were backed up. The backup itself can only be read with a private key, which the host does not
 * have, so this is kept beside it. What a run notes counts for others only once {@code commit} (by whoever records the run as
 * completed, in the same transaction) made it so; a run that never ends leaves nothing that counts. Blocking; {@link KnownTreesFailed} where
 * it cannot be asked.
 */
public interface KnownTrees {

    /** The chain of the plan's newest committed run; empty when there is none. */
    Optional<TreeChain> chain(String planId);

    /** The index of a committed run, one block after the other as they were noted; empty past the last. */
    Optional<byte[]> indexBlock(String runId, int number);

    /**
     * Begins a run; forgets what an earlier attempt noted under the same id.
     *
     * @param recipients fingerprints of the keys that its objects are encrypted to
     */
    void begin(String runId, String planId, String chainId, Instant startedAt, Set<String> recipients);

    /** Where these chunks are: stored by a committed run of the chain, or noted by this run. Those not in the answer are new. */
    Map<ChunkHash, ChunkPlace> find(String chainId, String runId, Collection<ChunkHash> chunks);

    /** Notes new chunks of a run. */
    void noteChunks(String runId, Map<ChunkHash, ChunkPlace> chunks);

    /** Notes the next block of a run's index; numbers count from 0. */
    void noteIndexBlock(String runId, int number, byte[] block);

    /** Notes what the run stored. */
    void noteObjects(String runId, List<StoredTreeObject> objects);
}
