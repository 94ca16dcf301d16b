package io.mooring.notifier.alert;

import io.mooring.notifier.background.PutOff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends episodes that nobody speaks of any more, and flapping ones that stayed well. Two instances may do so at once. */
final class EndQuietAlerts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EndQuietAlerts.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500;

    private final AlertStore store;
    private final ChangeAlerts change;
    private final Episodes episodes;
    private final PutOff<String> putOff;
    private volatile Disposable ending = () -> {};
    private volatile boolean running;

    EndQuietAlerts(AlertStore store, ChangeAlerts change, Episodes episodes, InstantSource clock) {
        this.store = store;
        this.change = change;
        this.episodes = episodes;
        this.putOff = new PutOff<>(log, "The quiet alert {} cannot be ended", clock);
    }

    /** @return how many ended */
    Mono<Integer> endDue() {
        return store.dueToEnd(putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMap(keys ->
                        keys.isEmpty() ? Mono.just(0) : end(keys).onErrorResume(failed -> endEach(keys, failed)));
    }

    private Mono<Integer> end(List<String> keys) {
        return change.change(keys, episodes::endQuiet).map(List::size);
    }

    /** One of which the end cannot be told must not keep all the others open. */
    private Mono<Integer> endEach(List<String> keys, Throwable together) {
        log.warn(
                "{} quiet alerts could not be ended together, each is ended by itself: {}",
                keys.size(),
                together.toString());
        return Flux.fromIterable(keys)
                .concatMap(key -> putOff.unlessItFails(key, end(List.of(key))))
                .reduce(0, Integer::sum);
    }

    @Override
    public void start() {
        running = true;
        ending = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.defer(this::endDue).timeout(LONGEST).onErrorResume(away -> {
                            log.warn("Alerts that are quiet could not be ended, trying again: {}", away.toString());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    @Override
    public void stop() {
        running = false;
        ending.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
