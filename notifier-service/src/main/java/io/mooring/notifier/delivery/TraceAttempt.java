package io.mooring.notifier.delivery;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.platform.observability.TraceLater;
import io.mooring.platform.observability.correlation.Correlation;
import org.slf4j.MDC;

/** Makes each attempt a span of its event's trace, however long after the event it is made and by whichever process. */
final class TraceAttempt {

    private final ObservationRegistry observations;

    TraceAttempt(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** Does the attempt on this thread: its log lines bear the event's trace id and correlation id. */
    void of(Claim claim, Runnable attempt) {
        Delivery delivery = claim.delivery();
        try (var _ = MDC.putCloseable(Correlation.KEY, delivery.message().correlationId())) {
            TraceLater.from(delivery.traceparent(), NotifierTelemetry.ATTEMPT.meter(), observations)
                    .lowCardinalityKeyValue(NotifierTelemetry.TAG_CHANNEL, delivery.channel())
                    .highCardinalityKeyValue("delivery", delivery.id().toString())
                    .observe(attempt);
        }
    }
}
