package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.hook.ActOnAlerts.Deed;
import io.mooring.platform.web.problem.ProblemException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Does here what a person did in PagerDuty, once for each event. What was done by no person is left alone: our own calls of
 * the Events API come back as events too, and would go round.
 */
final class HearPagerDuty {

    private static final Logger log = LoggerFactory.getLogger(HearPagerDuty.class);

    private final ActOnAlerts acts;
    private final HeardEvents heard;
    private final TransactionalOperator transaction;

    HearPagerDuty(ActOnAlerts acts, HeardEvents heard, TransactionalOperator transaction) {
        this.acts = acts;
        this.heard = heard;
        this.transaction = transaction;
    }

    /**
     * An alert that ends between being read and being acted upon undoes the whole; read again, it is known to be over.
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
                .retryWhen(Retry.max(3).filter(HearPagerDuty::endedMeanwhile))
                .doOnNext(words -> log.info("PagerDuty's {} of conversation {}: {}", deed, conversation, words));
    }

    private static boolean endedMeanwhile(Throwable failure) {
        return failure instanceof ProblemException problem && problem.problem() == NotifierProblem.ALERT_IS_OVER;
    }

    private Mono<String> act(Deed deed, UUID conversation, String person) {
        return acts.ofConversation(conversation).flatMap(alerts -> acts.act(deed, alerts, person, Alert.Via.PAGERDUTY)
                .map(done -> done == 0 ? "Nothing of it is open" : "Done to " + done + " of " + alerts.size()));
    }
}
