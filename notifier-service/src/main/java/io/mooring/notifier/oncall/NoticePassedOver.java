package io.mooring.notifier.oncall;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Says in the log, once for each, that somebody was to stand in whom settings know no more. */
final class NoticePassedOver {

    private static final Logger log = LoggerFactory.getLogger(NoticePassedOver.class);
    private static final int MOST = 1_000;

    private final Roster roster;
    private final Covers covers;
    private final InstantSource clock;
    private volatile Set<UUID> said = Set.of();

    NoticePassedOver(Roster roster, Covers covers, InstantSource clock) {
        this.roster = roster;
        this.covers = covers;
        this.clock = clock;
    }

    Mono<Void> look() {
        return covers.notOver(clock.instant(), null, MOST)
                .filter(cover -> cover.isPassedOver(roster))
                .collectList()
                .doOnNext(this::say)
                .then();
    }

    private void say(List<Cover> passedOver) {
        Set<UUID> now = new HashSet<>();
        for (Cover cover : passedOver) {
            now.add(cover.id());
            if (!said.contains(cover.id())) {
                log.warn(
                        "{} was to stand in for schedule {} from {} to {} and is not in notifier.people any more: passed over,"
                                + " whoever's turn it is has it",
                        cover.person(),
                        cover.schedule(),
                        cover.from(),
                        cover.to());
            }
        }
        said = now;
    }
}
