package io.mooring.notifier.maintenance;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares what is open when a window ends with what was open when it began, and tells the outcome in one message: what
 * failed before is not new, and what is new is not lost among it.
 */
final class LeaveWindow {

    private static final Logger log = LoggerFactory.getLogger(LeaveWindow.class);

    private final Windows windows;
    private final OpenInScope open;
    private final Conversations conversations;
    private final List<String> destinations;
    private final ComparisonMessages messages;

    LeaveWindow(
            Windows windows,
            OpenInScope open,
            Conversations conversations,
            List<String> destinations,
            ComparisonMessages messages) {
        this.windows = windows;
        this.open = open;
        this.conversations = conversations;
        this.destinations = List.copyOf(destinations);
        this.messages = messages;
    }

    /** An alert that was raised after the window began is no old one, however late the beginning was heard of. */
    Mono<Void> enter(KnownWindow window) {
        return open.keep(window, window.startedAt() == null ? window.asOf() : window.startedAt());
    }

    Mono<Void> leave(KnownWindow window) {
        return open.compare(window).flatMap(comparison -> windows.keepComparison(window.id(), comparison)
                .then(window.window().mutesAlerts() ? tell(window, comparison) : Mono.empty()));
    }

    private Mono<Void> tell(KnownWindow window, Comparison comparison) {
        Message message = messages.of(window, comparison);
        return Flux.fromIterable(destinations)
                .concatMap(destination -> Mono.defer(() ->
                                conversations.say(destination, "maintenance/" + window.id(), Operation.OPEN, message))
                        .onErrorResume(IllegalArgumentException.class, unknown -> {
                            log.error(
                                    "The end of maintenance {} cannot be told: {}", window.id(), unknown.getMessage());
                            return Mono.empty();
                        }))
                .then();
    }
}
