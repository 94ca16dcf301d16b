package io.mooring.platform.events.relay;

import io.mooring.platform.events.outbox.OutboxRow;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** What became of one attempt: acknowledged when there is no failure. */
record Outcome(OutboxRow row, @Nullable Exception failure) {

    boolean isSent() {
        return failure == null;
    }

    /** The broker refuses this event and will refuse it again, as opposed to not being reached. */
    boolean isUndeliverable() {
        return failure != null && !(failure instanceof RetriableException);
    }

    String words() {
        return failure == null ? "" : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
