package io.mooring.notifier.channel;

import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.time.Instant;

/**
 * A way to people. Calls block (they run on virtual threads), end within the channel's own time-out, and never throw for
 * what the provider or the network does: that is an {@link Answer}.
 */
public interface Channel {

    /** The name destinations refer to, such as {@code slack}. */
    String id();

    /** How it wants to be used. */
    Manner manner();

    /**
     * Whether a conversation calls people when it begins and never by what is added to it: once somebody acknowledged it, or
     * did not answer, people who are to be called again must be called in another one.
     */
    default boolean callsAtFirst() {
        return false;
    }

    /** Whether it could send to this destination now, in words. Calls nobody. */
    Readiness readiness(Destination destination);

    /**
     * Sends once. Where the message that is to be changed is gone at the provider, the channel sends it anew and answers
     * with the new reference.
     */
    Answer send(Envelope envelope);

    /**
     * Looks for an envelope whose sending ended without an answer.
     *
     * @param since no message of this delivery can be older
     */
    Finding find(Envelope envelope, Instant since);
}
