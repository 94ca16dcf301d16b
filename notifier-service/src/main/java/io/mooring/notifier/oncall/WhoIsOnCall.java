package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Asks who is to be called. */
public interface WhoIsOnCall {

    /** The levels of escalation in their order, each with its person or with nobody; empty when settings name no level. */
    Mono<List<Duty>> levels(Instant at);
}
