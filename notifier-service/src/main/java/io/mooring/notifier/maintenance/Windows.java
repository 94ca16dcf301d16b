package io.mooring.notifier.maintenance;

import java.time.Instant;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store of windows. Whatever changes one joins the caller's transaction. */
interface Windows extends HoldWindow {

    Mono<Void> keep(KnownWindow window);

    /** Those that run and are not known to be overdue. */
    Flux<KnownWindow> running();

    /** Of those that run, beside these, the ones that should have ended by then. */
    Flux<String> overdue(Instant plannedEndBefore, Collection<String> except, int most);

    Mono<Void> keepComparison(String id, Comparison comparison);

    /** Windows that were compared and ended since, newest first. */
    Flux<Compared> compared(Instant since, int most);

    /** A window with what it left behind. */
    record Compared(KnownWindow window, Comparison comparison) {}
}
