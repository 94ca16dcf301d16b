package io.mooring.notifier.heartbeat;

import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks every check, and calls the outside only when all of them are content. */
final class Heart implements Chore {

    private static final Logger log = LoggerFactory.getLogger(Heart.class);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

    private final HeartbeatSettings settings;
    private final List<HeartbeatCheck> checks;
    private final CallOutside outside;
    private final HeartbeatMeters meters;
    private final InstantSource clock;
    private final AtomicReference<Beat> latest;

    Heart(
            HeartbeatSettings settings,
            List<HeartbeatCheck> checks,
            CallOutside outside,
            HeartbeatMeters meters,
            InstantSource clock) {
        this.settings = settings;
        this.checks = List.copyOf(checks);
        this.outside = outside;
        this.meters = meters;
        this.clock = clock;
        this.latest = new AtomicReference<>(Beat.before(settings));
    }

    @Override
    public Duration interval() {
        return settings.every();
    }

    Beat latest() {
        return latest.get();
    }

    @Override
    public Mono<Void> run() {
        return settings.isOff() ? Mono.empty() : beat().doOnNext(this::keep).then();
    }

    private Mono<Beat> beat() {
        return faults().flatMap(found -> found.isEmpty()
                ? outside.call()
                        .map(reason -> latest.get().notTaken(clock.instant(), reason))
                        .switchIfEmpty(Mono.fromSupplier(() -> latest.get().taken(clock.instant())))
                : Mono.fromSupplier(() -> latest.get().withheld(clock.instant(), found)));
    }

    private Mono<List<Beat.Fault>> faults() {
        return Flux.fromIterable(checks).flatMapSequential(Heart::ask).collectList();
    }

    private static Mono<Beat.Fault> ask(HeartbeatCheck check) {
        return Mono.defer(check::fault)
                .timeout(LONGEST_CHECK)
                .onErrorResume(broken ->
                        Mono.just("cannot be asked (" + broken.getClass().getSimpleName() + ")"))
                .map(why -> new Beat.Fault(check.name(), why));
    }

    private void keep(Beat beat) {
        Beat before = latest.getAndSet(beat);
        meters.count(beat.state());
        boolean news = before.state() != beat.state() || !before.why().equals(beat.why());
        if (beat.state() == Beat.State.BEATING) {
            if (news) {
                log.info("The heartbeat is heard outside");
            }
        } else if (news) {
            log.warn("The heartbeat is {}: {}", beat.state().word(), beat.why());
        } else {
            log.info("The heartbeat is still {}: {}", beat.state().word(), beat.why());
        }
    }
}
