package io.mooring.platform.observability;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Goes on with a trace where a thread, a subscription or a whole process has ended in between. */
public final class TraceLater {

    private static final String HEADER = "traceparent";
    private static final ContextSnapshotFactory CONTEXT =
            ContextSnapshotFactory.builder().build();

    private TraceLater() {}

    /**
     * An observation, not started, whose span belongs to a trace that began earlier.
     *
     * @param name its name in meters; the span's is what follows "mooring."
     * @param from where the trace was left; null begins a new one
     */
    public static Observation from(@Nullable Traceparent from, String name, ObservationRegistry registry) {
        ReceiverContext<String> context = new ReceiverContext<>(
                (carrier, header) ->
                        HEADER.equals(header.toLowerCase(Locale.ROOT)) && !carrier.isEmpty() ? carrier : null,
                Kind.CONSUMER);
        context.setCarrier(from == null ? "" : from.value());
        return Observation.createNotStarted(name, () -> context, registry)
                .contextualName(name.startsWith("mooring.") ? name.substring("mooring.".length()) : name);
    }

    /** Does reactive work inside of an observation: its log lines and the events it appends belong to that span. */
    public static <T> Mono<T> around(Supplier<Observation> observation, Mono<T> work) {
        return Mono.using(
                () -> observation.get().start(),
                started -> work.doOnError(started::error)
                        .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, started)),
                Observation::stop);
    }

    /** Work for another thread, there under the trace and the correlation id of the thread that calls this. */
    public static Runnable carrying(Runnable work) {
        return CONTEXT.captureAll().wrap(work);
    }
}
