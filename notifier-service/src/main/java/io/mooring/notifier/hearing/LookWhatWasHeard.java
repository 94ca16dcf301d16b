package io.mooring.notifier.hearing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.hearing.HearingSettings.Expected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks how far readers are and notes it. What events were heard is noted first: up to then, it is known. */
final class LookWhatWasHeard {

    private static final Logger log = LoggerFactory.getLogger(LookWhatWasHeard.class);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, Expected> expected;
    private final Supplier<Mono<Offsets>> offsets;
    private final HeardTypes types;
    private final NoteHearing note;
    private final InstantSource clock;
    private final FollowProgress progress = new FollowProgress();
    private volatile @Nullable Instant reached;
    private volatile boolean said;

    LookWhatWasHeard(
            Map<String, Expected> expected,
            Supplier<Mono<Offsets>> offsets,
            HeardTypes types,
            NoteHearing note,
            InstantSource clock,
            MeterRegistry registry) {
        this.expected = Map.copyOf(expected);
        this.offsets = offsets;
        this.types = types;
        this.note = note;
        this.clock = clock;
        TimeGauge.builder(NotifierTelemetry.HEARD_AGE.meter(), this::age, TimeUnit.SECONDS)
                .register(registry);
    }

    /** @return NaN, which is shown as no value, until it was looked once */
    private double age() {
        Instant last = reached;
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    Mono<Void> look() {
        return Mono.defer(() -> {
            Instant asked = clock.instant();
            return offsets.get()
                    .flatMap(found -> {
                        Optional<Instant> until = progress.heardUntil(found, asked);
                        sayIfStuck(until, asked);
                        return Mono.justOrEmpty(until);
                    })
                    .flatMap(until -> noteTypes().then(note.heardUntil(until)));
        });
    }

    private Mono<Void> noteTypes() {
        return Flux.fromIterable(types.lately().entrySet())
                .concatMap(one -> note.heard(
                        one.getKey(),
                        one.getValue(),
                        expected.get(one.getKey().type()).within()))
                .then();
    }

    /** Nothing ends by quiet while this lasts, and no silence is noticed: somebody should know. */
    private void sayIfStuck(Optional<Instant> until, Instant asked) {
        if (until.isPresent() || reached == null) {
            reached = asked;
            said = false;
        } else if (!said && reached.plus(LONG).isBefore(asked)) {
            said = true;
            log.error(
                    "For {} events that were written have not been handled here: alerts that end when nothing is heard of them stay"
                            + " open, and nobody is missed. Look at the consumer group's lag",
                    LONG);
        }
    }
}
