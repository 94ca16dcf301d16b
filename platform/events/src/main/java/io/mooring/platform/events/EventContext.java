package io.mooring.platform.events;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What travels in the Reactor context from a request to the events it makes, and from an event to what follows. */
public final class EventContext {

    /** Reactor context key and MDC key of the correlation id, a string. */
    public static final String CORRELATION_ID = "correlationId";

    /** Reactor context key of a W3C traceparent, a string, for use where no tracer runs. */
    public static final String TRACEPARENT = "traceparent";

    private EventContext() {}

    public static Optional<String> correlationId(ContextView context) {
        return context.<String>getOrEmpty(CORRELATION_ID).filter(id -> !id.isBlank());
    }

    /** The observation that runs around the current reactive chain, if Micrometer put one there. */
    public static Optional<Observation> parent(ContextView context) {
        return context.getOrEmpty(ObservationThreadLocalAccessor.KEY);
    }

    /** Where a tracer may write the trace; starts with what the context says, for a service without a tracer. */
    public static TraceCarrier carrier(ContextView context) {
        TraceCarrier carrier = new TraceCarrier();
        context.<String>getOrEmpty(TRACEPARENT).ifPresent(trace -> carrier.fields.put(TRACEPARENT, trace));
        return carrier;
    }

    /** An observation context that a tracer's propagation fills when the observation starts. */
    public static final class TraceCarrier extends SenderContext<Map<String, String>> {

        private final Map<String, String> fields = new ConcurrentHashMap<>();

        private TraceCarrier() {
            super((carrier, name, value) -> carrier.put(name, value), Kind.PRODUCER);
            setCarrier(fields);
        }

        /** W3C trace context, null when nobody traces. */
        public @Nullable String traceparent() {
            return fields.get(TRACEPARENT);
        }
    }
}
