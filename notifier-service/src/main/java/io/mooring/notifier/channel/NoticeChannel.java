package io.mooring.notifier.channel;

import io.mooring.notifier.notice.Notice;
import java.time.Instant;
import java.util.UUID;

/**
 * A way to people. Calls block (they run on virtual threads), end within the channel's own time-out, and never throw for
 * what the provider or the network does: that is an {@link Answer}.
 */
public interface NoticeChannel {

    /** The name routes refer to, such as {@code slack}. */
    String id();

    /** Whether it could send now, in words. */
    Readiness readiness();

    /**
     * Sends once.
     *
     * @param deliveryId travels with the message, so that {@link #find} can tell whether it arrived
     * @param destination the channel's own address form
     */
    Answer send(UUID deliveryId, String destination, Notice notice);

    /**
     * Looks for a message whose sending ended without an answer.
     *
     * @param since no message of this delivery can be older
     */
    Finding find(UUID deliveryId, String destination, Instant since);

    /** What a channel can say of itself without sending. */
    record Readiness(State state, String detail) {

        /** Ready, lacking its settings, or refused by the provider at the last call. */
        public enum State {
            READY,
            NOT_CONFIGURED,
            FAILING
        }
    }
}
