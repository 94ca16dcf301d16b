package io.mooring.notifier.input;

import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/** What was not said for a month is news when it is said again. */
final class ForgetSignals implements Chore {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int AT_ONCE = 5_000;

    private final InputRecords records;
    private final InstantSource clock;

    ForgetSignals(InputRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Mono<Void> run() {
        return records.forget(clock.instant().minus(KEPT), AT_ONCE).then();
    }
}
