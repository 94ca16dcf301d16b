package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.UUID;

/**
 * What is to be said next in a conversation.
 *
 * @param conversation its id
 * @param subject what the conversation is about, the same for every conversation about it
 */
public record Word(UUID conversation, String subject, Destination destination, Operation operation, Message message) {}
