package io.mooring.backup.known;

import io.mooring.backup.source.tree.InMemoryKnownTrees;
import io.mooring.backup.source.tree.KnownTrees;

class InMemoryKnownTreesTest extends KnownTreesContract {

    private InMemoryKnownTrees known = new InMemoryKnownTrees();

    @Override
    KnownTrees empty() {
        known = new InMemoryKnownTrees();
        return known;
    }

    @Override
    void commit(String runId) {
        known.commit(runId);
    }
}
