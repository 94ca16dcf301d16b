package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.hook.ActOnAlerts.Done;
import io.mooring.notifier.incident.AnswerCalls;
import io.mooring.notifier.incident.AnswerCalls.Answer;
import io.mooring.notifier.slack.SlackAction.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Does here what a person did in PagerDuty to alerts or to an incident, once for each event. What was done by no person is
 * left alone: our own calls of the Events API come back as events too, and would go round.
 */
final class HearPagerDuty {

    private static final Logger log = LoggerFactory.getLogger(HearPagerDuty.class);

    private final ActOnAlerts acts;
    private final AnswerCalls incidents;
    private final HeardEvents heard;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    HearPagerDuty(
            ActOnAlerts acts,
            AnswerCalls incidents,
            HeardEvents heard,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.acts = acts;
        this.incidents = incidents;
        this.heard = heard;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is too much for one transaction is noted in the one that knows the event from now on, and done afterwards.
     *
     * @return what became of it, in words
     */
    Mono<String> hear(String destination, PagerDutyEvent event) {
        UUID conversation = event.conversation();
        String person = event.person();
        if (event.deed().isEmpty()) {
            return Mono.just("Nothing follows from " + (event.type().isEmpty() ? "it" : "this kind of event"));
        }
        if (conversation == null) {
            return Mono.just("The incident is none of ours");
        }
        if (person == null) {
            return Mono.just("No person did it");
        }
        Deed deed = event.deed().get();
        return heard.isNew("pagerduty/" + destination, event.id())
                .flatMap(isNew -> isNew ? act(deed, conversation, person) : Mono.just("Heard before"))
                .as(transaction::transactional)
                .doOnNext(words -> log.info("PagerDuty's {} of conversation {}: {}", deed, conversation, words));
    }

    private Mono<String> act(Deed deed, UUID conversation, String person) {
        return incidents
                .answer(conversation, answer(deed), person)
                .map(counted -> counted ? "Done to the incident" : "The incident is over, or as it says already")
                .switchIfEmpty(Mono.defer(() -> toAlerts(deed, conversation, person)));
    }

    private static Answer answer(Deed deed) {
        return switch (deed) {
            case ACKNOWLEDGE -> Answer.RESPOND;
            case UNACKNOWLEDGE -> Answer.HAND_BACK;
            case RESOLVE -> Answer.RESOLVE;
        };
    }

    /** A page shows what it was about when it called; what joins it since is seen by nobody there until it calls, too. */
    private Mono<String> toAlerts(Deed deed, UUID conversation, String person) {
        return acts.contents().flatMap(contents -> contents.calledUntil(conversation)
                .flatMap(until -> acts.act(wish(deed, conversation, person, until))
                        .delayUntil(_ ->
                                deed == Deed.UNACKNOWLEDGE ? Mono.empty() : contents.answered(conversation, until)))
                .map(HearPagerDuty::words));
    }

    private Wish wish(Deed deed, UUID conversation, String person, Instant calledBefore) {
        Instant now = clock.instant();
        return new Wish(deed, Subject.CONVERSATION, conversation, person, Alert.Via.PAGERDUTY, now, calledBefore);
    }

    private static String words(Done done) {
        if (done.later()) {
            return "Noted, and done soon: it is about many alerts";
        }
        return done.open() == 0 ? "Nothing of it is open" : "Done to " + done.open() + " of " + done.all();
    }
}
