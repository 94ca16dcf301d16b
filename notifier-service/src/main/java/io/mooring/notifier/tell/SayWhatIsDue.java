package io.mooring.notifier.tell;

import io.mooring.notifier.tell.SayGathering.Tone;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Says what large gatherings left unsaid, and calls people for those that joined since they were last called. */
final class SayWhatIsDue {

    private static final int AT_ONCE = 100;

    private final Gatherings gatherings;
    private final SayGathering say;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    SayWhatIsDue(Gatherings gatherings, SayGathering say, TransactionalOperator transaction, InstantSource clock) {
        this.gatherings = gatherings;
        this.say = say;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Each in a transaction of its own; one that another instance has in hand is left to it. */
    Mono<Void> sayDue() {
        return gatherings
                .due(clock.instant(), AT_ONCE)
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(this::say)
                .then();
    }

    private Mono<Void> say(UUID id) {
        return gatherings.take(id, false).flatMap(this::say).as(transaction::transactional);
    }

    private Mono<Void> say(Gathering gathering) {
        boolean call = gathering.callAt() != null && !gathering.callAt().isAfter(clock.instant());
        String remark = gathering.uncalled() == 1 ? "One more alert" : gathering.uncalled() + " more alerts";
        return say.now(gathering, call ? Tone.LOUD : Tone.QUIET, call ? remark : "");
    }
}
