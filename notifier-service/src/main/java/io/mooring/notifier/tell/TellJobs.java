package io.mooring.notifier.tell;

import io.mooring.notifier.background.DutyCycle;
import io.mooring.notifier.mute.MutesChanged;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Does again and again what no event brings about. A round that fails is logged, and the next one tries again. */
final class TellJobs implements SmartLifecycle, MutesChanged {

    private static final Logger log = LoggerFactory.getLogger(TellJobs.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SAY = Duration.ofMillis(500);
    /** Soon after it is due, and still at most a tenth of the time where much waits that is muted or left to an incident. */
    private static final DutyCycle REMIND = new DutyCycle(Duration.ofSeconds(10), Duration.ofMinutes(1), 9);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final TellHeldBack heldBack;
    private final SayWhatIsDue due;
    private final TellElsewhere elsewhere;
    private final WarnOfUntold untold;
    private final RemindOfUnanswered unanswered;
    private final Duration auditEvery;
    private final Sinks.Many<Boolean> mutesChanged = Sinks.many().multicast().directBestEffort();
    private volatile Disposable running = Disposables.disposed();

    TellJobs(
            TellHeldBack heldBack,
            SayWhatIsDue due,
            TellElsewhere elsewhere,
            WarnOfUntold untold,
            RemindOfUnanswered unanswered,
            Duration auditEvery) {
        this.heldBack = heldBack;
        this.due = due;
        this.elsewhere = elsewhere;
        this.untold = untold;
        this.unanswered = unanswered;
        this.auditEvery = auditEvery;
    }

    /** Something that mutes began or ended: those held back are asked about at once. */
    @Override
    public void changed() {
        mutesChanged.tryEmitNext(true);
    }

    @Override
    public void start() {
        Flux<Boolean> askAgain = Flux.interval(ASK_AGAIN).map(tick -> true).mergeWith(mutesChanged.asFlux());
        running = Disposables.composite(
                every(Flux.interval(SAY), due::sayDue, "Saying what is due"),
                every(askAgain, heldBack::askAgain, "Asking about alerts that are held back"),
                every(
                        Flux.interval(ASK_AGAIN),
                        elsewhere::tellUnreached,
                        "Looking for emergencies that did not arrive"),
                every(Flux.interval(auditEvery), heldBack::audit, "Looking for alerts that nobody was told of"),
                resting(REMIND, unanswered::remind, "Reminding of alerts that nobody has in hand"),
                every(Flux.interval(auditEvery), untold::look, "Looking for grave alerts that reached nobody"));
    }

    private static Disposable every(Flux<?> ticks, Supplier<Mono<Void>> round, String what) {
        return ticks.onBackpressureDrop()
                .concatMap(tick -> once(round, what), 1)
                .subscribe();
    }

    private static Disposable resting(DutyCycle cycle, Supplier<Mono<Void>> round, String what) {
        return Mono.delay(cycle.shortest())
                .then(Mono.defer(() -> {
                    long began = System.nanoTime();
                    return once(round, what).then(Mono.fromSupplier(() -> Duration.ofNanos(System.nanoTime() - began)));
                }))
                .flatMap(took -> Mono.delay(cycle.rest(took).minus(cycle.shortest())))
                .repeat()
                .subscribe();
    }

    private static Mono<Void> once(Supplier<Mono<Void>> round, String what) {
        return Mono.defer(round).timeout(LONGEST).onErrorResume(failed -> {
            log.warn("{} failed, trying again: {}", what, failed.toString());
            return Mono.empty();
        });
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
