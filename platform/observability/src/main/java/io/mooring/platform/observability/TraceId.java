package io.mooring.platform.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import reactor.util.context.ContextView;

/** The W3C trace id of what is going on. */
public final class TraceId {

    private TraceId() {}

    /** 32 hexadecimal digits; empty where nothing is traced. */
    public static Optional<String> current(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .flatMap(TraceId::of);
    }

    /** 32 hexadecimal digits; empty where the observation has no span. */
    public static Optional<String> of(Observation observation) {
        return Optional.ofNullable(observation.getContext().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context)
                .map(span -> span.traceId());
    }
}
