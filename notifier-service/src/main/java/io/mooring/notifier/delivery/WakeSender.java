package io.mooring.notifier.delivery;

/** Has due deliveries looked for now rather than at the next poll. */
public interface WakeSender {

    /** To be called when what is to be sent is committed: before, the sender would find nothing. */
    void wake();
}
