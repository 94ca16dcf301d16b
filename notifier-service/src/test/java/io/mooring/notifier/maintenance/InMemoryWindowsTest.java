package io.mooring.notifier.maintenance;

class InMemoryWindowsTest extends WindowsContract {

    @Override
    Windows empty() {
        return new InMemoryWindows();
    }
}
