package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.destination.UnknownDestinationException;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.tell.Gatherings.Standing;
import io.mooring.platform.events.EventContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Says how a gathering stands, in the caller's transaction. Who calls it holds the gathering or its destination. */
final class SayGathering {

    private static final Logger log = LoggerFactory.getLogger(SayGathering.class);

    /** A gathering of more than these is not said anew with every change but a little later, once for all of them. */
    static final int AT_ONCE = 20;

    private final Gatherings gatherings;
    private final Conversations conversations;
    private final ComposeMessage compose;
    private final InstantSource clock;

    SayGathering(Gatherings gatherings, Conversations conversations, ComposeMessage compose, InstantSource clock) {
        this.gatherings = gatherings;
        this.conversations = conversations;
        this.compose = compose;
        this.clock = clock;
    }

    /** How urgently something is said. */
    enum Tone {
        /** The gathering is new. */
        OPENING,
        /** People are called. */
        LOUD,
        /** Those who were called and did not answer are called again. */
        AGAIN,
        /** Whoever looks sees it. */
        QUIET
    }

    /** Says it now, or notes that it is to be said soon. */
    Mono<Void> say(Gathering gathering, Tone tone, String remark) {
        return tone == Tone.QUIET && gathering.members() > AT_ONCE
                ? gatherings.markDirty(List.of(gathering.id()))
                : now(gathering, tone, remark);
    }

    Mono<Void> now(Gathering gathering, Tone tone, String remark) {
        return gatherings
                .standing(gathering.id(), ComposeMessage.LINES)
                .flatMap(standing -> now(gathering, standing, tone, remark));
    }

    private Mono<Void> now(Gathering gathering, Standing standing, Tone tone, String remark) {
        Message message = compose.of(gathering, standing, remark);
        Gathering after = tone == Tone.QUIET ? gathering : gathering.called();
        Mono<Void> asked = tone == Tone.LOUD ? gatherings.asked(gathering.id(), clock.instant()) : Mono.empty();
        return words(gathering, standing, tone, message)
                .contextWrite(context -> trace(standing)
                        .map(parent -> context.put(EventContext.TRACEPARENT, parent))
                        .orElse(context))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(conversation -> gatherings
                        .said(after, conversation.orElse(null), standing.over())
                        .then(asked))
                .onErrorResume(UnknownDestinationException.class, gone -> leave(gathering, gone));
    }

    /** Removed from the settings, or renamed: that must keep nobody from acting on its alerts, and nobody else from hearing of them. */
    private Mono<Void> leave(Gathering gathering, UnknownDestinationException gone) {
        log.error(
                "Nobody is told any more how {} alerts go on that were told to {}: {}",
                gathering.members(),
                gathering.destination(),
                gone.getMessage());
        return gatherings.said(gathering.called(), null, true);
    }

    private Mono<UUID> words(Gathering gathering, Standing standing, Tone tone, Message message) {
        if (tone == Tone.AGAIN && !standing.over()) {
            return conversations.callAnew(gathering.destination(), gathering.subject(), message);
        }
        if (tone != Tone.OPENING) {
            Operation operation =
                    standing.over() ? Operation.CLOSE : tone == Tone.LOUD ? Operation.CALL : Operation.UPDATE;
            return conversations.say(gathering.destination(), gathering.subject(), operation, message);
        }
        Mono<UUID> opened = conversations.say(gathering.destination(), gathering.subject(), Operation.OPEN, message);
        // It came and went within one batch: people see that it was there, and that it is over.
        return standing.over()
                ? opened.flatMap(conversation -> conversations
                        .say(gathering.destination(), gathering.subject(), Operation.CLOSE, message)
                        .thenReturn(conversation))
                : opened;
    }

    private static Optional<String> trace(Standing standing) {
        Alert first = standing.gravest().getFirst();
        return Optional.ofNullable(first.origin().traceparent());
    }
}
