package io.mooring.notifier.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The database's time, in microseconds. What is due is due to every notifier at the same moment, and a machine whose clock is set
 * ahead or back makes nothing late and nothing early. From look to look it goes on with the machine's monotonic clock, which
 * nobody sets. Until the database has answered it is the machine's time.
 */
final class DatabaseClock implements InstantSource {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    /** Smaller differences are those of the way there and back: following them, time would go back now and then. */
    private static final Duration NOISE = Duration.ofMillis(100);

    private static final Duration WORTH_SAYING = Duration.ofSeconds(2);

    private final Mono<Instant> database;
    private final InstantSource machine;
    private final LongSupplier monotonic;
    private volatile @Nullable Known known;

    /**
     * @param database its time now
     * @param monotonic nanoseconds since whenever, as {@link System#nanoTime()}
     */
    DatabaseClock(Mono<Instant> database, InstantSource machine, LongSupplier monotonic) {
        this.database = database;
        this.machine = machine;
        this.monotonic = monotonic;
    }

    /** What time it was by the database at a moment of the monotonic clock. */
    private record Known(Instant time, long moment) {

        Instant at(long later) {
            return time.plusNanos(later - moment);
        }
    }

    @Override
    public Instant instant() {
        Known last = known;
        Instant now = last == null ? machine.instant() : last.at(monotonic.getAsLong());
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    Mono<Void> look() {
        return Mono.defer(() -> {
            long asked = monotonic.getAsLong();
            return database.doOnNext(time -> answered(time, asked, monotonic.getAsLong()))
                    .then();
        });
    }

    private void answered(Instant time, long asked, long answered) {
        long half = (answered - asked) / 2;
        Known last = known;
        Instant expected = last == null ? machine.instant().minusNanos(half) : last.at(asked + half);
        Duration off = Duration.between(expected, time);
        if (last == null || off.abs().compareTo(NOISE.plusNanos(half)) > 0) {
            known = new Known(time, asked + half);
            say(off, last == null);
        }
    }

    private static void say(Duration off, boolean isFirst) {
        if (off.abs().compareTo(WORTH_SAYING) > 0) {
            log.warn(
                    "{} is {} s {} the database's, by which everything here goes",
                    isFirst ? "This machine's clock" : "The time went on otherwise: it",
                    off.abs().toSeconds(),
                    off.isNegative() ? "ahead of" : "behind");
        }
    }
}
