package io.mooring.backup.wal;

class InMemoryWalRowsTest extends WalRowsContract {

    @Override
    WalRows empty() {
        return new InMemoryWalRows();
    }
}
