package io.mooring.platform.observability;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the logging context of event loops follow the Reactor context at a small part of the price. Reactor sets and resets what
 * belongs to a thread around nearly each signal, hundreds of times for one transaction. Micrometer's own accessor opens and closes a
 * scope of the observation each time, of which, where nothing blocks, only the logging context is ever looked at: everything else
 * finds its observation in the Reactor context. So event loops are told trace and span for their log lines and nothing more. All
 * other threads get the observation itself, as ever.
 */
final class TraceOfEventLoops implements ThreadLocalAccessor<Observation> {

    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";

    private final ThreadLocalAccessor<Observation> whole = ObservationThreadLocalAccessor.getInstance();
    private final ThreadLocal<@Nullable Observation> shown = new ThreadLocal<>();

    private TraceOfEventLoops() {}

    /** For this process, in place of Micrometer's. */
    static void follow() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new TraceOfEventLoops());
    }

    @Override
    public Object key() {
        return ObservationThreadLocalAccessor.KEY;
    }

    @Override
    public @Nullable Observation getValue() {
        Observation ours = shown.get();
        return ours == null ? whole.getValue() : ours;
    }

    @Override
    public void setValue(Observation value) {
        if (Schedulers.isInNonBlockingThread()) {
            show(value);
        } else {
            whole.setValue(value);
        }
    }

    @Override
    public void setValue() {
        if (Schedulers.isInNonBlockingThread()) {
            hide();
        } else {
            whole.setValue();
        }
    }

    @Override
    public void restore(Observation previous) {
        if (Schedulers.isInNonBlockingThread()) {
            show(previous);
        } else {
            whole.restore(previous);
        }
    }

    @Override
    public void restore() {
        if (Schedulers.isInNonBlockingThread()) {
            hide();
        } else {
            whole.restore();
        }
    }

    /** Most often it is what is shown already. Asked of the logging context itself: a scope that was open in between cleans up there. */
    private void show(Observation observation) {
        shown.set(observation);
        Optional<TraceContext> place = Optional.ofNullable(
                        observation.getContext().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context);
        if (place.isEmpty()) {
            MDC.remove(TRACE);
            MDC.remove(SPAN);
        } else if (!Objects.equals(MDC.get(SPAN), place.get().spanId())) {
            MDC.put(TRACE, place.get().traceId());
            MDC.put(SPAN, place.get().spanId());
        }
    }

    private void hide() {
        shown.remove();
        MDC.remove(TRACE);
        MDC.remove(SPAN);
    }
}
