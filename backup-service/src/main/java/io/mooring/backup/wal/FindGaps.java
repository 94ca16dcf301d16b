package io.mooring.backup.wal;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What a plan's stored segments add up to. */
final class FindGaps {

    private final WalRows rows;

    FindGaps(WalRows rows) {
        this.rows = rows;
    }

    /** @param size empty when the server has never told it: then there are no segments either */
    Mono<WalContinuity> of(String planId, Optional<SegmentSize> size) {
        return size.map(known -> rows.segments(planId)
                        .collectList()
                        .zipWith(rows.histories(planId).collectList())
                        .map(both -> WalContinuity.of(
                                both.getT1(),
                                both.getT2().stream()
                                        .collect(Collectors.toMap(TimelineHistory::timeline, Function.identity())),
                                known)))
                .orElse(Mono.just(WalContinuity.NONE));
    }
}
