package io.mooring.notifier.maintenance;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store of windows. Whatever changes one joins the caller's transaction. */
interface Windows extends HoldWindow {

    Mono<Void> keep(KnownWindow window);

    /** Those that run and are not known to be overdue. */
    Flux<KnownWindow> running();

    /** Of those that run, the ones that should have ended by then. */
    Flux<String> overdue(Instant plannedEndBefore, int most);

    /** What was open when the window began; a second time changes nothing. */
    Mono<Void> keepSnapshot(String id, List<Comparison.Line> open);

    /** Empty list when there is no snapshot. */
    Mono<List<Comparison.Line>> snapshot(String id);

    Mono<Void> keepComparison(String id, Comparison comparison);

    /** Windows that were compared and ended since, newest first. */
    Flux<Compared> compared(Instant since, int most);

    /** A window with what it left behind. */
    record Compared(KnownWindow window, Comparison comparison) {}
}
