package io.mooring.notifier.input;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of inputs. */
final class InputMeters {

    private final MeterRegistry registry;
    private final Map<String, Boolean> late = new ConcurrentHashMap<>();

    InputMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void received(String input) {
        registry.counter(NotifierTelemetry.INPUTS_RECEIVED.meter(), NotifierTelemetry.TAG_INPUT, input)
                .increment();
    }

    void refused(String input, String problem) {
        registry.counter(
                        NotifierTelemetry.INPUTS_REFUSED.meter(),
                        NotifierTelemetry.TAG_INPUT,
                        input,
                        NotifierTelemetry.TAG_PROBLEM,
                        problem)
                .increment();
    }

    /** There once it is known: 1 while it is late, 0 while it is not. */
    void late(String input, boolean isLate) {
        if (late.put(input, isLate) == null) {
            Gauge.builder(NotifierTelemetry.INPUTS_LATE.meter(), () -> late.getOrDefault(input, false) ? 1 : 0)
                    .tag(NotifierTelemetry.TAG_INPUT, input)
                    .register(registry);
        }
    }
}
