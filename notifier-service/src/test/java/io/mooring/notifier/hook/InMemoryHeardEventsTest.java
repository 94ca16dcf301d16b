package io.mooring.notifier.hook;

class InMemoryHeardEventsTest extends HeardEventsContract {

    @Override
    HeardEvents events() {
        return new InMemoryHeardEvents();
    }
}
