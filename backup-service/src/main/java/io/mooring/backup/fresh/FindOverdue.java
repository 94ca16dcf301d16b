package io.mooring.backup.fresh;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Everything that should have happened by now and did not. */
@Component
final class FindOverdue {

    private final List<Expectations> expectations;
    private final Watched watched;
    private final InstantSource clock;

    FindOverdue(List<Expectations> expectations, Watched watched, InstantSource clock) {
        this.expectations = expectations;
        this.watched = watched;
        this.clock = clock;
    }

    Flux<Overdue> all() {
        Instant now = clock.instant();
        return Flux.fromIterable(expectations)
                .concatMap(source -> source.at(now))
                .concatMap(expected -> watched.since(expected, now)
                        .flatMapIterable(since ->
                                expected.overdueSince(since, now).map(missed -> new Overdue(expected, missed)).stream()
                                        .toList()));
    }
}
