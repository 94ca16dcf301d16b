package io.mooring.platform.events.inbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.BatchHandler;
import io.mooring.platform.events.EventHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.messaging.Message;

/** Makes the functions that Spring Cloud Stream binds to topics. */
public final class InboxConsumers {

    private final Inbox inbox;
    private final Duration handlerTimeout;
    private final ObservationRegistry observations;

    InboxConsumers(Inbox inbox, Duration handlerTimeout, ObservationRegistry observations) {
        this.inbox = inbox;
        this.handlerTimeout = handlerTimeout;
        this.observations = observations;
    }

    /**
     * A function that gives each event to the handler once. Declare it as a bean of exactly this type; retry and dead
     * letters come with the binding. It throws the handler's error, and {@link IllegalStateException} when the handler
     * takes longer than {@code mooring.events.inbox.handler-timeout}.
     *
     * @param group the consumer group's name, the same as in the binding
     */
    public Consumer<Message<SpecificRecord>> consumer(String group, EventHandler handler) {
        return new InboxConsumer(group, handler, inbox, handlerTimeout, observations);
    }

    /**
     * A function that gives all events of a poll to the handler at once, each event once. Declare it as a bean of exactly
     * this type, with {@code batch-mode: true} in the binding's consumer; order, retry and dead letters are those of
     * {@link #consumer}.
     *
     * @param group the consumer group's name, the same as in the binding
     */
    public Consumer<Message<List<SpecificRecord>>> batch(String group, BatchHandler handler) {
        return new BatchConsumer(group, handler, inbox, handlerTimeout, observations);
    }
}
