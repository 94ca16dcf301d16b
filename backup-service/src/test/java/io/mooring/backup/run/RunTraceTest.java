package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.mooring.backup.BackupTelemetry;
import io.mooring.platform.observability.TraceId;
import io.mooring.platform.observability.TraceLater;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

class RunTraceTest {

    private static final Traceparent ANOTHER =
            new Traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final Tracing tracing = new Tracing();
    private final RunTrace trace = new RunTrace(tracing.registry());
    private final BackupRun run = Runs.queued("shop");
    private final BackupRun untraced = Runs.queued("shop", Runs.NOW, null);

    @Test
    void recordsInTheRunsTraceWhateverRequestMakesItChange() {
        String told = inside(ANOTHER, traceOf(run));

        assertThat(told).isEqualTo(Runs.TRACE.traceId() + " under c-1");
        assertThat(tracing.spans()).contains("backup.run.record in " + Runs.TRACE.traceId());
    }

    @Test
    void needsNoSpanOfItsOwnWithinTheRunsTrace() {
        String told = inside(Runs.TRACE, traceOf(run));

        assertThat(told).isEqualTo(Runs.TRACE.traceId() + " under c-1");
        assertThat(tracing.spans()).containsExactly("request in " + Runs.TRACE.traceId());
    }

    @Test
    void recordsARunThatWasNotTracedInTheTraceAroundIt() {
        assertThat(inside(ANOTHER, traceOf(untraced))).isEqualTo(ANOTHER.traceId() + " under c-1");
    }

    @Test
    void beginsATraceForARunThatHasNone() {
        String told = traceOf(untraced).block();

        assertThat(told).matches("[0-9a-f]{32} under c-1").doesNotContain(Runs.TRACE.traceId());
    }

    @Test
    void worksUnderTheRunsCorrelationIdAndLeavesNoneBehind() {
        StringBuilder seen = new StringBuilder();

        trace.during(BackupTelemetry.RUN, run, () -> seen.append(MDC.get(Correlation.KEY)));

        assertThat(seen).hasToString("c-1");
        assertThat(MDC.get(Correlation.KEY)).isNull();
        assertThat(tracing.spans()).containsExactly("backup.run in " + Runs.TRACE.traceId());
    }

    private Mono<String> traceOf(BackupRun of) {
        return trace.within(
                of,
                Mono.deferContextual(
                        context -> Mono.just(TraceId.current(context).orElse("none") + " under "
                                + Correlation.current(context).orElse("none"))));
    }

    private String inside(Traceparent request, Mono<String> work) {
        Observation observation = TraceLater.from(request, "request", tracing.registry());
        return TraceLater.around(() -> observation, work).block();
    }
}
