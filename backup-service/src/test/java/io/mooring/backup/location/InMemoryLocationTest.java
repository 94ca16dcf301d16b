package io.mooring.backup.location;

class InMemoryLocationTest extends BackupLocationContract {

    private InMemoryLocation location = new InMemoryLocation("memory");

    @Override
    protected BackupLocation emptyLocation() {
        location = new InMemoryLocation("memory");
        return location;
    }

    @Override
    protected boolean hasLeftovers() {
        return !location.unfinished().isEmpty();
    }
}
