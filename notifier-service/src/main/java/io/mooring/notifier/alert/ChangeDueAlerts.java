package io.mooring.notifier.alert;

import io.mooring.notifier.background.PutOff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes alerts when it is time and nobody says anything: ends those of which nobody speaks any more and flapping ones that stayed
 * well, tells words that came too soon after others. Two instances may do so at once.
 */
final class ChangeDueAlerts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeDueAlerts.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500;

    private final ChangeAlerts change;
    private final Duty duty;
    private final PutOff<String> putOff;
    private volatile Disposable changing = () -> {};
    private volatile boolean running;

    ChangeDueAlerts(ChangeAlerts change, Duty duty, InstantSource clock) {
        this.change = change;
        this.duty = duty;
        this.putOff = new PutOff<>(log, "The alert {} cannot be " + duty.done(), clock);
    }

    /**
     * @param done what cannot be done when it fails, for the log
     * @param due the keys of at most so many alerts for which it is time, but for these
     * @param rule what then happens to one, if it is still so when it is held
     */
    record Duty(
            String done,
            BiFunction<Collection<String>, Integer, Flux<String>> due,
            BiFunction<KeyState, Instant, Episodes.Step> rule) {}

    static ChangeDueAlerts endQuiet(AlertStore store, ChangeAlerts change, Episodes episodes, InstantSource clock) {
        return new ChangeDueAlerts(change, new Duty("ended by quiet", store::dueToEnd, episodes::endQuiet), clock);
    }

    static ChangeDueAlerts retell(AlertStore store, ChangeAlerts change, Episodes episodes, InstantSource clock) {
        BiFunction<Collection<String>, Integer, Flux<String>> due =
                (except, most) -> store.dueToRetell(episodes.toldSince(clock.instant()), except, most);
        return new ChangeDueAlerts(change, new Duty("told in its newer words", due, episodes::retell), clock);
    }

    /** @return how many changed */
    Mono<Integer> changeDue() {
        return Flux.defer(() -> duty.due().apply(putOff.waiting(), AT_ONCE))
                .collectList()
                .flatMap(keys ->
                        keys.isEmpty() ? Mono.just(0) : change(keys).onErrorResume(failed -> changeEach(keys, failed)));
    }

    private Mono<Integer> change(List<String> keys) {
        return change.change(keys, duty.rule()).map(List::size);
    }

    /** One of which the change cannot be told must not keep all the others as they are. */
    private Mono<Integer> changeEach(List<String> keys, Throwable together) {
        log.warn(
                "{} alerts could not be {} together, each is by itself: {}",
                keys.size(),
                duty.done(),
                together.toString());
        return Flux.fromIterable(keys)
                .concatMap(key -> putOff.unlessItFails(key, change(List.of(key))))
                .reduce(0, Integer::sum);
    }

    @Override
    public void start() {
        running = true;
        changing = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.defer(this::changeDue).timeout(LONGEST).onErrorResume(away -> {
                            log.warn("No alert could be {}, trying again: {}", duty.done(), away.toString());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    @Override
    public void stop() {
        running = false;
        changing.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
