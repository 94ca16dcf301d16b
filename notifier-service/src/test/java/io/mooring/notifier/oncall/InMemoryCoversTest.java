package io.mooring.notifier.oncall;

class InMemoryCoversTest extends CoversContract {

    @Override
    Covers empty() {
        return new InMemoryCovers();
    }
}
