package io.mooring.platform.events.inbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** An event with what its headers say. */
record Arrival(EventAttributes event, ReceivedEvent<SpecificRecord> received) {

    static Arrival of(EventAttributes event, String topic, @Nullable String key, SpecificRecord payload) {
        return new Arrival(
                event,
                new ReceivedEvent<>(
                        event.id(),
                        event.type(),
                        event.source(),
                        event.time(),
                        topic,
                        key,
                        event.correlationId(),
                        payload,
                        event.traceparent()));
    }

    /** What the handler's chain carries on: this event's trace, and the correlation id if there is one. */
    Context trail(Context context, Observation observation, @Nullable String correlationId) {
        Context with = context.put(ObservationThreadLocalAccessor.KEY, observation);
        if (correlationId != null) {
            with = with.put(EventContext.CORRELATION_ID, correlationId);
        }
        return event.traceparent() == null ? with : with.put(EventContext.TRACEPARENT, event.traceparent());
    }

    /** In this event's trace, not started. */
    Observation observation(ObservationRegistry observations, String group) {
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
