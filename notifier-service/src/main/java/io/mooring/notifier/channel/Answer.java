package io.mooring.notifier.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to send. */
public sealed interface Answer {

    /** In words, for the delivery's list of attempts; holds no secret. */
    String detail();

    /** The provider has it. The reference names the message at the provider. */
    record Delivered(String reference, String detail) implements Answer {}

    /** Certainly not delivered, worth another attempt; {@code after} is the provider's own wish (Retry-After). */
    record TryAgain(@Nullable Duration after, String detail) implements Answer {}

    /** Certainly not delivered, and no attempt like it ever will be. */
    record Refused(String detail) implements Answer {}

    /** The call ended without an answer: the provider may or may not have it. */
    record Unknown(String detail) implements Answer {}
}
