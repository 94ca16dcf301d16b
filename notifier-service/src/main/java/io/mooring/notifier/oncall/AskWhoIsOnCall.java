package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Reads the covers that matter and asks the roster with them. */
final class AskWhoIsOnCall implements WhoIsOnCall {

    private final Roster roster;
    private final Covers covers;

    AskWhoIsOnCall(Roster roster, Covers covers) {
        this.roster = roster;
        this.covers = covers;
    }

    @Override
    public Mono<List<Duty>> levels(Instant at) {
        return around(at, at.plusNanos(1_000)).map(onCall -> onCall.levels(at));
    }

    /** With the covers that hold from {@code from} to {@code to}. */
    Mono<OnCall> around(Instant from, Instant to) {
        return covers.between(from, to).collectList().map(all -> new OnCall(roster, all));
    }

    Roster roster() {
        return roster;
    }
}
