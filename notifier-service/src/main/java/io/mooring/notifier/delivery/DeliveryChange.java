package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.UUID;

/** What became of a delivery or a destination, for those who care whether people were reached. */
public sealed interface DeliveryChange {

    /** The destination's name. */
    String destination();

    /** The provider has it. */
    record Delivered(
            UUID delivery, UUID conversation, String subject, String destination, Operation operation, Message message)
            implements DeliveryChange {}

    /** Given up: nobody is told unless a person retries, or somebody else is told instead. */
    record Dead(
            UUID delivery,
            UUID conversation,
            String subject,
            String destination,
            Operation operation,
            Message message,
            String why)
            implements DeliveryChange {}

    /** Nothing goes to the destination before then; told again with each further pause. */
    record Paused(String destination, Instant until, String why) implements DeliveryChange {}
}
