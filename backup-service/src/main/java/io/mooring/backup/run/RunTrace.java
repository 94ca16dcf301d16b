package io.mooring.backup.run;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.platform.observability.TraceId;
import io.mooring.platform.observability.TraceLater;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps what is done about a run in its request's trace and under its correlation id, in whatever thread or process it is done. */
@Component
final class RunTrace {

    private static final String RUN = "run";
    private static final String PLAN = "plan";

    private final ObservationRegistry observations;

    RunTrace(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** Works on this thread inside of a span of the run: log lines, and events appended meanwhile, belong to it. */
    <E extends Exception> void during(BackupTelemetry span, BackupRun run, Observation.CheckedRunnable<E> work)
            throws E {
        try (var _ = MDC.putCloseable(Correlation.KEY, run.request().correlationId())) {
            span(span, run).observeChecked(work);
        }
    }

    /** The same for reactive work, in a span of its own where none of the run is around it already. */
    <T> Mono<T> within(BackupRun run, Mono<T> work) {
        return Mono.deferContextual(context -> {
                    Traceparent from = run.request().traceparent();
                    Optional<String> here = TraceId.current(context);
                    return from == null && here.isPresent()
                                    || from != null
                                            && here.filter(from.traceId()::equals)
                                                    .isPresent()
                            ? work
                            : TraceLater.around(() -> span(BackupTelemetry.RECORD_RUN, run), work);
                })
                .contextWrite(Correlation.context(run.request().correlationId()));
    }

    private Observation span(BackupTelemetry span, BackupRun run) {
        return span.span(observations, run.request().traceparent())
                .highCardinalityKeyValue(RUN, run.id())
                .highCardinalityKeyValue(PLAN, run.request().planId());
    }
}
