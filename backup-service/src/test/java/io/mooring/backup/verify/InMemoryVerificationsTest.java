package io.mooring.backup.verify;

class InMemoryVerificationsTest extends VerificationsContract {

    private InMemoryVerifications store;

    @Override
    Verifications empty() {
        store = new InMemoryVerifications();
        return store;
    }

    @Override
    void letGo(String planId, String runId) {
        store.letGo(runId);
    }
}
