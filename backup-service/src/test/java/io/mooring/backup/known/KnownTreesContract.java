package io.mooring.backup.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.source.tree.ChunkHash;
import io.mooring.backup.source.tree.ChunkPlace;
import io.mooring.backup.source.tree.KnownTrees;
import io.mooring.backup.source.tree.StoredTreeObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every memory of trees does. */
abstract class KnownTreesContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final ChunkHash ONE = hash(1);
    private static final ChunkHash TWO = hash(2);
    private static final StoredTreeObject PACK =
            new StoredTreeObject("run-1", "data.000001.zst.pgp", 7, "ab".repeat(32));

    private KnownTrees known;

    abstract KnownTrees empty();

    abstract void commit(String runId);

    @BeforeEach
    void beginsEmpty() {
        known = empty();
    }

    private static ChunkHash hash(int of) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) of);
        return new ChunkHash(bytes);
    }

    private void note(String runId, String chainId, ChunkHash chunk) {
        note(runId, chainId, chunk, Set.of("operations", "escrow"));
    }

    private void note(String runId, String chainId, ChunkHash chunk, Set<String> recipients) {
        known.begin(runId, "uploads", chainId, NOW, recipients);
        known.noteChunks(runId, Map.of(chunk, new ChunkPlace(runId, "data.000001.zst.pgp")));
        known.noteIndexBlock(runId, 0, new byte[] {1});
        known.noteIndexBlock(runId, 1, new byte[] {2, 3});
        known.noteObjects(runId, List.of(new StoredTreeObject(runId, PACK.name(), PACK.bytes(), PACK.sha256())));
    }

    @Test
    void nothingCountsBeforeItIsCommitted() {
        note("run-1", "run-1", ONE);

        assertThat(known.chain("uploads")).isEmpty();
        assertThat(known.indexBlock("run-1", 0)).isEmpty();
        assertThat(known.find("run-1", "run-2", List.of(ONE))).isEmpty();
    }

    @Test
    void aRunSeesWhatItNotedItself() {
        note("run-1", "run-1", ONE);

        assertThat(known.find("run-1", "run-1", List.of(ONE, TWO)))
                .isEqualTo(Map.of(ONE, new ChunkPlace("run-1", "data.000001.zst.pgp")));
    }

    @Test
    void aCommittedRunIsAChain() {
        note("run-1", "run-1", ONE);
        commit("run-1");

        assertThat(known.chain("uploads")).hasValueSatisfying(chain -> {
            assertThat(chain.chainId()).isEqualTo("run-1");
            assertThat(chain.beganAt()).isEqualTo(NOW);
            assertThat(chain.runs()).containsExactly("run-1");
            assertThat(chain.objects()).containsExactly(PACK);
        });
        assertThat(known.chain("other")).isEmpty();
        assertThat(known.indexBlock("run-1", 0)).hasValue(new byte[] {1});
        assertThat(known.indexBlock("run-1", 1)).hasValue(new byte[] {2, 3});
        assertThat(known.indexBlock("run-1", 2)).isEmpty();
    }

    @Test
    void aChainGrows() {
        note("run-1", "run-1", ONE);
        commit("run-1");
        note("run-2", "run-1", TWO);
        commit("run-2");

        assertThat(known.chain("uploads").orElseThrow().runs()).containsExactly("run-1", "run-2");
        assertThat(known.find("run-1", "run-3", List.of(ONE, TWO))).containsOnlyKeys(ONE, TWO);
    }

    @Test
    void aChainIsOpenedByWhoeverCanOpenEveryRunOfIt() {
        note("run-1", "run-1", ONE);
        commit("run-1");

        assertThat(known.chain("uploads").orElseThrow().openedBy()).containsExactlyInAnyOrder("operations", "escrow");

        note("run-2", "run-1", TWO, Set.of("escrow", "new"));
        commit("run-2");

        assertThat(known.chain("uploads").orElseThrow().openedBy()).containsExactly("escrow");
    }

    @Test
    void aNewChainKnowsNothingOfTheFormerOne() {
        note("run-1", "run-1", ONE);
        commit("run-1");
        note("run-2", "run-2", TWO);

        assertThat(known.find("run-2", "run-2", List.of(ONE))).isEmpty();
        assertThat(known.chain("uploads").orElseThrow().chainId()).isEqualTo("run-1");

        commit("run-2");

        assertThat(known.chain("uploads").orElseThrow().chainId()).isEqualTo("run-2");
    }

    @Test
    void anAttemptThatFailedLeavesNothingThatCounts() {
        note("run-1", "run-1", ONE);
        commit("run-1");
        note("run-2", "run-1", TWO);
        note("run-3", "run-1", hash(3));
        commit("run-3");

        assertThat(known.chain("uploads").orElseThrow().runs()).containsExactly("run-1", "run-3");
        assertThat(known.find("run-1", "run-4", List.of(TWO))).isEmpty();
    }
}
