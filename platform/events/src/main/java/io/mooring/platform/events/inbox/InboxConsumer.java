package io.mooring.platform.events.inbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
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

/** One group's handler, called by the Kafka listener's thread for one event at a time. */
public final class InboxConsumer implements EventConsumer, Consumer<Message<SpecificRecord>> {

    private final String group;
    private final EventHandler handler;
    private final Inbox inbox;
    private final AwaitEffect await;
    private final ObservationRegistry observations;

    InboxConsumer(String group, EventHandler handler, Inbox inbox, Duration timeout, ObservationRegistry observations) {
        this.group = group;
        this.handler = handler;
        this.inbox = inbox;
        this.await = new AwaitEffect(group, inbox, timeout);
        this.observations = observations;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public boolean takesBatches() {
        return false;
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

    @Override
    public void handle(EventAttributes event, String topic, @Nullable String key, SpecificRecord payload) {
        Arrival arrival = Arrival.of(event, topic, key, payload);
        Observation observation = arrival.observation(observations, group);
        try (var _ = MDC.putCloseable(EventContext.CORRELATION_ID, event.correlationId())) {
            observation.observe(() -> {
                String outcome = handler.concerns(arrival.received()) ? once(arrival, observation) : "ignored";
                observation.lowCardinalityKeyValue(EventsTelemetry.OUTCOME, outcome);
            });
        }
    }

    private String once(Arrival arrival, Observation observation) {
        ReceivedEvent<SpecificRecord> received = arrival.received();
        Mono<Boolean> applied = inbox.once(group, received.id(), handled(received))
                .contextWrite(context -> arrival.trail(context, observation, received.correlationId()));
        return Boolean.TRUE.equals(await.await(applied)) ? "applied" : "duplicate";
    }

    /** The handler runs on the database's thread: its log lines, too, tell the correlation id. */
    private Mono<Void> handled(ReceivedEvent<SpecificRecord> received) {
        return Mono.from(subscriber -> {
            try (var _ = MDC.putCloseable(EventContext.CORRELATION_ID, received.correlationId())) {
                Mono.defer(() -> handler.handle(received)).subscribe(subscriber);
            }
        });
    }
}
