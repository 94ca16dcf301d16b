package io.mooring.starter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.platform.events.publish.PublishWatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every event; says that some are late or lost at most once a minute, whatever happens. */
final class CountAndLog implements PublishWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(CountAndLog.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String stream;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> said = new AtomicReference<>();

    CountAndLog(String stream, MeterRegistry meters, InstantSource clock) {
        this.stream = stream;
        this.meters = meters;
        this.clock = clock;
        count("sent", 0);
        for (Loss loss : Loss.values()) {
            count(tag(loss), 0);
        }
    }

    @Override
    public void sent(int events) {
        count("sent", events);
    }

    @Override
    public void lost(int events, Loss why, String cause) {
        count(tag(why), events);
        say("lost", cause);
    }

    @Override
    public void delayed(String cause) {
        say("late", cause);
    }

    private void say(String fate, String cause) {
        Instant now = clock.instant();
        Instant last = said.get();
        if ((last == null || !now.isBefore(last.plus(QUIET))) && said.compareAndSet(last, now)) {
            LOG.warn("Mooring's {} events are {}: {}. The meter {} counts.", stream, fate, cause, meter());
        }
    }

    private void count(String outcome, int events) {
        meters.counter(meter(), "stream", stream, "outcome", outcome).increment(events);
    }

    private static String meter() {
        return PublishTelemetry.EVENTS.meter();
    }

    private static String tag(Loss loss) {
        return loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
