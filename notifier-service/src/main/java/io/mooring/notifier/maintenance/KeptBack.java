package io.mooring.notifier.maintenance;

/** What a window keeps from being told while it runs. */
@FunctionalInterface
public interface KeptBack {

    /** In words that go on after "Alerts: ". */
    String words(Window window);
}
