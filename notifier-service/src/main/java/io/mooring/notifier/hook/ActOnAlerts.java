package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.ActOnAlert;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a person does, at once, about everything that a message is about. */
final class ActOnAlerts {

    private final ActOnAlert act;
    private final Alerts alerts;
    private final ObjectProvider<ConversationContents> contents;

    ActOnAlerts(ActOnAlert act, Alerts alerts, ObjectProvider<ConversationContents> contents) {
        this.act = act;
        this.alerts = alerts;
        this.contents = contents;
    }

    /** What people do from outside. */
    enum Deed {
        ACKNOWLEDGE,
        UNACKNOWLEDGE,
        RESOLVE
    }

    /** The alerts that a conversation is about, over or not, in the order in which their rows are locked. */
    Mono<List<Alert>> ofConversation(UUID conversation) {
        ConversationContents known = contents.getIfAvailable();
        return known == null
                ? Mono.error(new ProblemException(
                        PlatformProblem.DEPENDENCY_UNAVAILABLE, "What conversations are about is not known here"))
                : known.alerts(conversation).collectList().flatMap(this::existing);
    }

    Mono<List<Alert>> existing(List<UUID> ids) {
        return alerts.find(ids).collectSortedList(Comparator.comparing(Alert::key));
    }

    /** Acts on those that are not over. @return how many */
    Mono<Long> act(Deed deed, List<Alert> on, String by, Alert.Via via) {
        return Flux.fromIterable(on)
                .filter(Alert::isOpen)
                .concatMap(alert -> one(deed, alert.id(), by, via))
                .count();
    }

    /** Each by itself: one that ended meanwhile keeps nobody from acting on the others. @return how many */
    Mono<Long> actOnEach(Deed deed, List<Alert> on, String by, Alert.Via via) {
        return Flux.fromIterable(on)
                .filter(Alert::isOpen)
                .concatMap(alert ->
                        one(deed, alert.id(), by, via).onErrorResume(ProblemException.class, ActOnAlerts::unlessOver))
                .count();
    }

    private static Mono<Alert> unlessOver(ProblemException problem) {
        return problem.problem() == NotifierProblem.ALERT_IS_OVER ? Mono.empty() : Mono.error(problem);
    }

    private Mono<Alert> one(Deed deed, UUID alert, String by, Alert.Via via) {
        return switch (deed) {
            case ACKNOWLEDGE -> act.acknowledge(alert, by, via, "");
            case UNACKNOWLEDGE -> act.unacknowledge(alert, by, via);
            case RESOLVE -> act.resolve(alert, by, via, "");
        };
    }
}
