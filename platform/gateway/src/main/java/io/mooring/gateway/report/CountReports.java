package io.mooring.gateway.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewayTelemetry;
import io.mooring.platform.events.publish.PublishWatcher;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every report; one line in the log each time that trouble begins, for who guesses passwords must not fill it. */
final class CountReports implements PublishWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(CountReports.class);

    private final MeterRegistry meters;
    private final AtomicBoolean troubled = new AtomicBoolean();

    CountReports(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void sent(int events) {
        count("sent", events);
        troubled.set(false);
    }

    @Override
    public void lost(int events, Loss why, String cause) {
        count(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), events);
        say("lost", cause);
    }

    @Override
    public void delayed(String cause) {
        say("late", cause);
    }

    private void say(String fate, String cause) {
        if (!troubled.getAndSet(true)) {
            LOG.warn("Security events are {}, the first because of: {}", fate, cause);
        }
    }

    private void count(String outcome, int events) {
        meters.counter(GatewayTelemetry.SECURITY_REPORTS.meter(), "outcome", outcome)
                .increment(events);
    }
}
