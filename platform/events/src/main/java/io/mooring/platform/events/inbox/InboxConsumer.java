package io.mooring.platform.events.inbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One group's handler, called by the Kafka listener's thread, which it blocks: that keeps order and allows retry. */
public final class InboxConsumer implements Consumer<Message<SpecificRecord>> {

    private final String group;
    private final EventHandler handler;
    private final Inbox inbox;
    private final Duration timeout;
    private final ObservationRegistry observations;

    InboxConsumer(String group, EventHandler handler, Inbox inbox, Duration timeout, ObservationRegistry observations) {
        this.group = group;
        this.handler = handler;
        this.inbox = inbox;
        this.timeout = timeout;
        this.observations = observations;
    }

    public String group() {
        return group;
    }

    @Override
    public void accept(Message<SpecificRecord> message) {
        Map<String, Object> headers = message.getHeaders();
        RecordPlace place = RecordPlace.of(headers);
        EventAttributes event = CloudEventHeaders.read(headers::get, place.time())
                .orElseGet(() -> place.describe(message.getPayload()));
        handle(
                event,
                place.topic(),
                CloudEventHeaders.text(headers.get(KafkaHeaders.RECEIVED_KEY)),
                message.getPayload());
    }

    /** Handles one event on the calling thread, as {@link InboxConsumers#consumer} describes. */
    public void handle(EventAttributes event, String topic, @Nullable String key, SpecificRecord payload) {
        ReceivedEvent<SpecificRecord> received = new ReceivedEvent<>(
                event.id(), event.type(), event.source(), event.time(), topic, key, event.correlationId(), payload);
        Observation observation = observation(event);
        try (var _ = MDC.putCloseable(EventContext.CORRELATION_ID, event.correlationId())) {
            observation.observe(() -> {
                String outcome = handler.concerns(received) ? once(received, event, observation) : "ignored";
                observation.lowCardinalityKeyValue(EventsTelemetry.OUTCOME, outcome);
            });
        }
    }

    private String once(ReceivedEvent<SpecificRecord> received, EventAttributes event, Observation observation) {
        Mono<Boolean> applied = inbox.once(group, received.id(), handled(received))
                .contextWrite(context -> trail(context, event, observation));
        return Boolean.TRUE.equals(BlockingBridge.await(applied, timeout)) ? "applied" : "duplicate";
    }

    /** The handler runs on the database's thread: its log lines, too, tell the correlation id. */
    private Mono<Void> handled(ReceivedEvent<SpecificRecord> received) {
        return Mono.from(subscriber -> {
            try (var _ = MDC.putCloseable(EventContext.CORRELATION_ID, received.correlationId())) {
                Mono.defer(() -> handler.handle(received)).subscribe(subscriber);
            }
        });
    }

    private static Context trail(Context context, EventAttributes event, Observation observation) {
        Context with = context.put(ObservationThreadLocalAccessor.KEY, observation);
        if (event.correlationId() != null) {
            with = with.put(EventContext.CORRELATION_ID, event.correlationId());
        }
        return event.traceparent() == null ? with : with.put(EventContext.TRACEPARENT, event.traceparent());
    }

    private Observation observation(EventAttributes event) {
        ReceiverContext<EventAttributes> context = new ReceiverContext<>(
                (carrier, name) -> CloudEventHeaders.TRACEPARENT.equals(name) ? carrier.traceparent() : null,
                Kind.CONSUMER);
        context.setCarrier(event);
        return EventsTelemetry.HANDLE
                .observation(observations, context)
                .lowCardinalityKeyValue(EventsTelemetry.TYPE, event.type())
                .lowCardinalityKeyValue(EventsTelemetry.GROUP, group)
                .lowCardinalityKeyValue(EventsTelemetry.OUTCOME, "failed");
    }
}
