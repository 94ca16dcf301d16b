package io.mooring.backup.wal;

import io.mooring.backup.BackupDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcWalRowsIT extends WalRowsContract {

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
    WalRows empty() {
        database.empty("wal_object, wal_report, wal_alarm");
        return new R2dbcWalRows(database.client());
    }
}
