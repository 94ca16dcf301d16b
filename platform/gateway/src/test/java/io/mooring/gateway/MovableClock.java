package io.mooring.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, ahead by as much as a test says. */
final class MovableClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration more) {
        ahead = ahead.plus(more);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
