package io.mooring.backup.verify;

class InMemoryVerificationsTest extends VerificationsContract {

    @Override
    Verifications empty() {
        return new InMemoryVerifications();
    }
}
