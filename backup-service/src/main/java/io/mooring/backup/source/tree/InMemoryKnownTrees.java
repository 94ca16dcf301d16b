package io.mooring.backup.source.tree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known, for as long as the process lives: for benchmarks and tests. */
public final class InMemoryKnownTrees implements KnownTrees {

    private final Map<String, Noted> runs = new ConcurrentHashMap<>();
    private int commits;

    private static final class Noted {
        private final String runId;
        private final String planId;
        private final String chainId;
        private final Instant startedAt;
        private final Set<String> recipients;
        private final Map<ChunkHash, ChunkPlace> chunks = new HashMap<>();
        private final List<byte[]> index = new ArrayList<>();
        private final List<StoredTreeObject> objects = new ArrayList<>();
        private int committed;

        private Noted(String runId, String planId, String chainId, Instant startedAt, Set<String> recipients) {
            this.runId = runId;
            this.planId = planId;
            this.chainId = chainId;
            this.startedAt = startedAt;
            this.recipients = Set.copyOf(recipients);
        }
    }

    /** From now on the run counts. */
    public synchronized void commit(String runId) {
        Noted noted = runs.get(runId);
        if (noted != null && noted.committed == 0) {
            commits++;
            noted.committed = commits;
        }
    }

    @Override
    public synchronized Optional<TreeChain> chain(String planId) {
        return committed()
                .filter(noted -> noted.planId.equals(planId))
                .reduce((older, newer) -> newer)
                .map(newest -> chainOf(newest.chainId));
    }

    private TreeChain chainOf(String chainId) {
        List<Noted> members =
                committed().filter(noted -> noted.chainId.equals(chainId)).toList();
        return new TreeChain(
                chainId,
                members.getFirst().startedAt,
                members.stream().map(noted -> noted.runId).toList(),
                members.stream().flatMap(noted -> noted.objects.stream()).toList(),
                TreeChain.inAll(members.stream().map(noted -> noted.recipients).toList()));
    }

    private java.util.stream.Stream<Noted> committed() {
        return runs.values().stream()
                .filter(noted -> noted.committed > 0)
                .sorted(Comparator.comparingInt(noted -> noted.committed));
    }

    @Override
    public synchronized Optional<byte[]> indexBlock(String runId, int number) {
        Noted noted = runs.get(runId);
        return noted == null || noted.committed == 0 || number >= noted.index.size()
                ? Optional.empty()
                : Optional.of(noted.index.get(number));
    }

    @Override
    public synchronized void begin(
            String runId, String planId, String chainId, Instant startedAt, Set<String> recipients) {
        runs.put(runId, new Noted(runId, planId, chainId, startedAt, recipients));
    }

    @Override
    public synchronized Map<ChunkHash, ChunkPlace> find(String chainId, String runId, Collection<ChunkHash> chunks) {
        Map<ChunkHash, ChunkPlace> found = new HashMap<>();
        for (Noted noted : runs.values()) {
            if (noted.chainId.equals(chainId) && (noted.committed > 0 || noted.runId.equals(runId))) {
                for (ChunkHash chunk : chunks) {
                    ChunkPlace place = noted.chunks.get(chunk);
                    if (place != null) {
                        found.put(chunk, place);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public synchronized void noteChunks(String runId, Map<ChunkHash, ChunkPlace> chunks) {
        run(runId).chunks.putAll(chunks);
    }

    @Override
    public synchronized void noteIndexBlock(String runId, int number, byte[] block) {
        if (run(runId).index.size() != number) {
            throw new IllegalArgumentException("index blocks come in order");
        }
        run(runId).index.add(block);
    }

    @Override
    public synchronized void noteObjects(String runId, List<StoredTreeObject> objects) {
        run(runId).objects.addAll(objects);
    }

    private Noted run(String runId) {
        Noted noted = runs.get(runId);
        if (noted == null) {
            throw new IllegalStateException("the run " + runId + " has not begun");
        }
        return noted;
    }
}
