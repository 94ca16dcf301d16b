package io.mooring.notifier.hearing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** From offsets to a moment: what was written when it was last looked has taken effect once readers are as far. */
final class FollowProgress {

    private @Nullable Goal goal;

    private record Goal(Instant at, Map<TopicPartition, Long> ends) {}

    /**
     * @param asked a moment before the ends were looked up
     * @return everything written before this has taken effect; empty when it has not yet
     */
    synchronized Optional<Instant> heardUntil(Offsets offsets, Instant asked) {
        Goal before = goal;
        if (before != null && !offsets.reach(before.ends())) {
            return Optional.empty();
        }
        goal = new Goal(asked, offsets.ends());
        return Optional.ofNullable(before).map(Goal::at);
    }
}
