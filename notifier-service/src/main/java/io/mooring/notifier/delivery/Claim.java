package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this sender holds until its lease ends.
 *
 * @param delivery already SENDING, with the number of the attempt that begins now
 * @param before the state it was found in: UNKNOWN and SENDING ask for a look-up before anything is sent
 * @param age since it was planned, or since a person's latest retry
 * @param spoken the conversation's name at the provider, from what was delivered before
 */
record Claim(
        Delivery delivery,
        DeliveryState before,
        String owner,
        Duration age,
        @Nullable String spoken) {

    boolean mayHaveArrived() {
        return before == DeliveryState.UNKNOWN || before == DeliveryState.SENDING;
    }

    Envelope envelope(Destination destination) {
        return new Envelope(
                delivery.id(), delivery.conversation(), destination, delivery.operation(), delivery.message(), spoken);
    }
}
