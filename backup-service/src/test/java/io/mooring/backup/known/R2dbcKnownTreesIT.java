package io.mooring.backup.known;

import io.mooring.backup.BackupDatabase;
import io.mooring.backup.source.tree.KnownTrees;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcKnownTreesIT extends KnownTreesContract {

    private static BackupDatabase database;

    @BeforeAll
    static void migrates() {
        database = BackupDatabase.migrated();
    }

    @AfterAll
    static void closes() {
        database.close();
    }

    @Override
    KnownTrees empty() {
        database.empty("known_tree");
        return trees();
    }

    @Override
    void commit(String runId) {
        BlockingBridge.await(trees().commit(runId), Duration.ofSeconds(10));
    }

    private static R2dbcKnownTrees trees() {
        return new R2dbcKnownTrees(database.client(), database.transaction());
    }
}
