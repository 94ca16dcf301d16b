package io.mooring.backup.restore;

class InMemoryRestoresTest extends RestoresContract {

    @Override
    Restores empty() {
        return new InMemoryRestores();
    }
}
