package io.mooring.platform.events.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Gives events their id, time, source, correlation and trace, and their bytes. Serialising here, in the caller's
 * transaction, lets an event that fits no schema fail the request that made it and not the relay hours later.
 */
final class DescribeEvents {

    private final Serializer<? super SpecificRecord> serializer;
    private final String source;
    private final InstantSource clock;
    private final UuidV7 ids;
    private final ObservationRegistry observations;

    DescribeEvents(
            Serializer<? super SpecificRecord> serializer,
            String source,
            InstantSource clock,
            ObservationRegistry observations) {
        this.serializer = serializer;
        this.source = source;
        this.clock = clock;
        this.ids = new UuidV7(clock);
        this.observations = observations;
    }

    /** Off the event loop: a schema that is not cached yet is asked for over HTTP, and that blocks. */
    Mono<List<OutboxRow>> describe(List<OutgoingEvent> events) {
        return Mono.deferContextual(
                context -> Mono.fromCallable(() -> describe(events, context)).subscribeOn(Schedulers.boundedElastic()));
    }

    private List<OutboxRow> describe(List<OutgoingEvent> events, ContextView context) {
        EventContext.TraceCarrier carrier = EventContext.carrier(context);
        Observation observation = EventsTelemetry.APPEND.observation(observations, carrier);
        EventContext.parent(context).ifPresent(observation::parentObservation);
        String correlationId =
                EventContext.correlationId(context).orElseGet(() -> ids.next().toString());
        return observation.observe(() -> events.stream()
                .map(event -> row(event, correlationId, carrier.traceparent()))
                .toList());
    }

    private OutboxRow row(OutgoingEvent event, String correlationId, @Nullable String traceparent) {
        byte[] payload = serializer.serialize(event.topic(), event.payload());
        EventAttributes attributes = new EventAttributes(
                ids.next().toString(),
                event.payload().getSchema().getFullName(),
                source,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                event.key(),
                correlationId,
                event.causationId(),
                traceparent);
        return new OutboxRow(0, event.topic(), event.key(), attributes, payload, 0);
    }
}
