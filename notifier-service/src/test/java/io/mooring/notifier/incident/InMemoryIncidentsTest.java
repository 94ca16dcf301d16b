package io.mooring.notifier.incident;

class InMemoryIncidentsTest extends IncidentsContract {

    @Override
    Incidents empty() {
        return new InMemoryIncidents();
    }
}
