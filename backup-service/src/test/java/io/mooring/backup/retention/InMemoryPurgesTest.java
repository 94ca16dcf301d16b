package io.mooring.backup.retention;

class InMemoryPurgesTest extends PurgesContract {

    @Override
    Purges empty() {
        return new InMemoryPurges();
    }
}
