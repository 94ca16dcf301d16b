package io.mooring.notifier.tell;

import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.tell.SayGathering.Tone;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Says what large gatherings left unsaid, and calls people for those that joined since they were last called. */
final class SayWhatIsDue {

    private static final Logger log = LoggerFactory.getLogger(SayWhatIsDue.class);
    private static final int AT_ONCE = 100;

    private final Gatherings gatherings;
    private final SayGathering say;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<UUID> putOff;

    SayWhatIsDue(Gatherings gatherings, SayGathering say, TransactionalOperator transaction, InstantSource clock) {
        this.gatherings = gatherings;
        this.say = say;
        this.transaction = transaction;
        this.clock = clock;
        this.putOff = new PutOff<>(log, "Gathering {} cannot be said", clock);
    }

    /** Each in a transaction of its own; one that another instance has in hand is left to it, and one that fails to a later round. */
    Mono<Void> sayDue() {
        return Mono.defer(() -> gatherings
                .due(clock.instant(), putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> putOff.unlessItFails(id, say(id)))
                .then());
    }

    /** Whoever adds to a gathering has read it before: in between it must not be said, or people would be called twice. */
    private Mono<Void> say(UUID id) {
        return gatherings
                .hold()
                .then(gatherings.takeDue(id, clock.instant()))
                .flatMap(this::say)
                .as(transaction::transactional);
    }

    private Mono<Void> say(Gathering gathering) {
        boolean call = gathering.callAt() != null && !gathering.callAt().isAfter(clock.instant());
        return call
                ? remark(gathering).flatMap(remark -> say.now(gathering, Tone.LOUD, remark))
                : say.now(gathering, Tone.QUIET, "");
    }

    /** With the gravest that is new: in a long list nobody finds it. */
    private Mono<String> remark(Gathering gathering) {
        int joined = gathering.uncalled();
        return gatherings
                .gravestUncalled(gathering.id())
                .map(title -> (joined == 1 ? "One more alert: " : joined + " more alerts, such as: ") + title)
                .defaultIfEmpty(joined == 1 ? "One more alert" : joined + " more alerts");
    }
}
