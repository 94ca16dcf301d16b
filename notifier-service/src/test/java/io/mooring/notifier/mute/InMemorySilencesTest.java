package io.mooring.notifier.mute;

class InMemorySilencesTest extends SilencesContract {

    @Override
    Silences empty() {
        return new InMemorySilences();
    }
}
