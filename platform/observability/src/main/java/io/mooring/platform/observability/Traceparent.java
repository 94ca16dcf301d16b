package io.mooring.platform.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A place in a trace that something later goes on from, as W3C Trace Context §3.2 spells it: version, trace id, parent id and
 * flags, 55 characters in all. Work that waits in a table keeps this beside it.
 */
public record Traceparent(String value) {

    private static final Pattern SHAPE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;

    public Traceparent {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a traceparent: '" + value + "'");
        }
    }

    /** What others wrote; empty when there is nothing or it is malformed, and then a new trace begins. */
    public static Optional<Traceparent> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(value -> SHAPE.matcher(value).matches())
                .map(Traceparent::new);
    }

    /** Where the current subscription is; empty where nothing is traced. */
    public static Optional<Traceparent> current(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .flatMap(Traceparent::of);
    }

    /** Where an observation is; empty when it has no span. */
    public static Optional<Traceparent> of(Observation observation) {
        return Optional.ofNullable(observation.getContext().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context)
                .flatMap(Traceparent::of);
    }

    private static Optional<Traceparent> of(TraceContext place) {
        String flags = Boolean.TRUE.equals(place.sampled()) ? "01" : "00";
        return parse("00-" + place.traceId() + "-" + place.spanId() + "-" + flags);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return value.substring(TRACE_ID_FROM, TRACE_ID_TO);
    }
}
