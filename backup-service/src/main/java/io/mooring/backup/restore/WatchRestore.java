package io.mooring.backup.restore;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows a restore to its end, wherever it is made. */
@Component
final class WatchRestore {

    /** As often as its owner writes down how far it is. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Restores restores;

    WatchRestore(Restores restores) {
        this.restores = restores;
    }

    /** The restore now and at every change, at most twice a second; completes after its end. A slow reader misses some. */
    Flux<Restore> watch(Restore first) {
        Flux<Restore> later = Flux.interval(LOOK).onBackpressureDrop().concatMap(look -> restores.find(first.id()), 1);
        return Flux.concat(Mono.just(first), later)
                .distinctUntilChanged()
                .takeUntil(restore -> restore.state().isOver() && restore.wish() == null);
    }
}
