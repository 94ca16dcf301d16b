package io.mooring.notifier.input;

class InMemoryInputRecordsTest extends InputRecordsContract {

    @Override
    InputRecords empty() {
        return new InMemoryInputRecords();
    }
}
