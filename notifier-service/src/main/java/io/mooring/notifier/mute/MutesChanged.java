package io.mooring.notifier.mute;

/** Wants to know when what is muted may have changed. Beans of this type are called after the commit, on any thread, and return at once. */
@FunctionalInterface
public interface MutesChanged {

    void changed();
}
