package io.mooring.backup.drill;

class InMemoryDrillsTest extends DrillsContract {

    @Override
    Drills empty() {
        return new InMemoryDrills();
    }
}
