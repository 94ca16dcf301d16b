package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells the owner of a silence that is about to end while it still mutes something: prolong it, or mend what it hides. */
final class WarnOfEndingSilences {

    private static final Logger log = LoggerFactory.getLogger(WarnOfEndingSilences.class);
    private static final int AT_ONCE = 20;
    private static final int LINES = 10;

    private final Silences silences;
    private final Alerts alerts;
    private final Conversations conversations;
    private final SilenceSettings settings;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final String link;

    WarnOfEndingSilences(
            Silences silences,
            Alerts alerts,
            Conversations conversations,
            SilenceSettings settings,
            TransactionalOperator transaction,
            InstantSource clock,
            String consoleUrl) {
        this.silences = silences;
        this.alerts = alerts;
        this.conversations = conversations;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
        this.link = consoleUrl.isEmpty() ? "" : consoleUrl + "/silences";
    }

    /** In one transaction: nobody is told twice, and who could not be told is told the next time. */
    Mono<Void> warn() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return silences.takeEnding(now, now.plus(settings.warnBefore()), AT_ONCE)
                    .collectList()
                    .filter(ending -> !ending.isEmpty())
                    .flatMap(ending -> alerts.open(SilencesApi.COUNTED)
                            .collectList()
                            .flatMap(open -> Flux.fromIterable(ending)
                                    .concatMap(silence -> warn(silence, open))
                                    .then()))
                    .as(transaction::transactional);
        });
    }

    private Mono<Void> warn(Silence silence, List<Alert> open) {
        List<Alert> hidden = open.stream().filter(silence.matchers()::matches).toList();
        if (hidden.isEmpty()) {
            return Mono.empty();
        }
        List<String> destinations = settings.toldFor(silence.owner());
        if (destinations.isEmpty()) {
            log.warn(
                    "Silence {} of {} ends at {} and still mutes {} open alerts; nobody is told, because"
                            + " notifier.silences names no destination",
                    silence.id(),
                    silence.owner(),
                    silence.endsAt(),
                    hidden.size());
        }
        return Flux.fromIterable(destinations)
                .concatMap(destination -> say(destination, silence, hidden))
                .then();
    }

    private Mono<Void> say(String destination, Silence silence, List<Alert> hidden) {
        return Mono.defer(() -> conversations.say(
                        destination, "silence/" + silence.id(), Operation.CALL, message(silence, hidden)))
                .onErrorResume(IllegalArgumentException.class, unknown -> {
                    log.error(
                            "The owner of silence {} cannot be told that it ends: {}",
                            silence.id(),
                            unknown.getMessage());
                    return Mono.empty();
                })
                .then();
    }

    private Message message(Silence silence, List<Alert> hidden) {
        String end = SilenceAlerts.TIME.format(silence.endsAt());
        Words words = Words.of(
                "Your silence ends at " + end + " and still mutes " + alerts(hidden.size()),
                silence.owner() + " silenced " + silence.matchers() + ": " + silence.reason()
                        + "\nWhat is still open then is told. Prolong the silence if that is not meant.");
        List<String> lines = hidden.stream()
                .limit(LINES)
                .map(alert -> alert.severity() + " " + alert.words().title())
                .toList();
        return new Message(
                Message.Status.NEWS,
                Severity.WARNING,
                words,
                lines,
                hidden.size() - lines.size(),
                "ends at " + end,
                null,
                link,
                null,
                "");
    }

    private static String alerts(int many) {
        return many == 1 ? "an open alert" : many + " open alerts";
    }
}
