package io.mooring.notifier.hearing;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far topics are written, and how far they have taken effect here.
 *
 * @param ends of each partition, after its last record
 * @param done of each partition, after the last record that was handled
 */
record Offsets(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> done) {

    /** A partition that is gone, or was made anew, holds nothing any more that is still to be handled. */
    boolean reach(Map<TopicPartition, Long> goal) {
        return goal.entrySet().stream()
                .allMatch(end -> ends.getOrDefault(end.getKey(), 0L) < end.getValue()
                        || done.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
