package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Mono;

/** What a person does about everything that a message is about. */
final class ActOnAlerts {

    private final ActOnManyAlerts act;
    private final Alerts alerts;
    private final ObjectProvider<ConversationContents> contents;
    private final Wishes wishes;
    private final InstantSource clock;

    ActOnAlerts(
            ActOnManyAlerts act,
            Alerts alerts,
            ObjectProvider<ConversationContents> contents,
            Wishes wishes,
            InstantSource clock) {
        this.act = act;
        this.alerts = alerts;
        this.contents = contents;
        this.wishes = wishes;
        this.clock = clock;
    }

    /**
     * What became of a wish.
     *
     * @param all how many alerts it is about, over or not
     * @param open how many of them were open, and are now as was wished
     * @param later it is written down and done soon: none of the numbers is known
     */
    record Done(int all, long open, boolean later) {

        private static final Done LATER = new Done(0, 0, true);
    }

    /** At once when one transaction is enough for it, and later otherwise; joins the caller's transaction. */
    Mono<Done> act(Wish wish) {
        return counts(wish)
                .flatMap(counts -> counts ? about(wish) : Mono.just(List.<UUID>of()))
                .flatMap(ids -> ids.size() > ActOnManyAlerts.AT_ONCE
                        ? later(wish)
                        : act(wish, ids).map(open -> new Done(ids.size(), open, false)));
    }

    private Mono<Boolean> counts(Wish wish) {
        return switch (wish.subject()) {
            case ALERT -> Mono.just(true);
            case CONVERSATION -> contents().flatMap(known -> known.counts(wish.id()));
        };
    }

    /** Written down in the caller's transaction, or in one of its own. */
    Mono<Done> later(Wish wish) {
        return wishes.add(wish).thenReturn(Done.LATER);
    }

    /** @return how many of these alerts were open */
    Mono<Long> act(Wish wish, List<UUID> ids) {
        return alerts.find(ids)
                .filter(alert -> alert.isOpen() && isMeant(alert.raisedAt(), wish.at(), clock.instant()))
                .collectList()
                .flatMap(open -> act.act(wish.deed(), open, wish.by(), wish.via()));
    }

    /** What was raised since is not meant; what was raised later than now is older than a clock that was set back. */
    private static boolean isMeant(Instant raised, Instant wished, Instant now) {
        return !raised.isAfter(wished) || raised.isAfter(now);
    }

    /**
     * The alerts that it is about, over or not, in the order of their ids: the same at each step, also when the first one has
     * people called in another conversation.
     */
    Mono<List<UUID>> about(Wish wish) {
        return switch (wish.subject()) {
            case ALERT -> alerts.find(wish.id()).map(Alert::id).flux().collectList();
            case CONVERSATION -> ofConversation(wish.id(), wish.calledBefore());
        };
    }

    private Mono<List<UUID>> ofConversation(UUID conversation, @Nullable Instant calledBefore) {
        return contents()
                .flatMapMany(known ->
                        calledBefore == null ? known.alerts(conversation) : known.calledFor(conversation, calledBefore))
                .collectSortedList();
    }

    Mono<ConversationContents> contents() {
        return Mono.justOrEmpty(contents.getIfAvailable())
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        PlatformProblem.DEPENDENCY_UNAVAILABLE, "What conversations are about is not known here")));
    }
}
