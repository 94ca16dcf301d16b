package io.mooring.gateway.stream;

import org.jspecify.annotations.Nullable;

/**
 * How the live stream is.
 *
 * @param problem why events may be late, null when they are not
 */
public record StreamHealth(State state, @Nullable String problem) {

    /** Whether events arrive. */
    public enum State {
        STARTING,
        FOLLOWING,
        INTERRUPTED
    }

    static StreamHealth starting() {
        return new StreamHealth(State.STARTING, "The live stream is still looking for Kafka.");
    }

    static StreamHealth following(int partitions) {
        return partitions > 0
                ? new StreamHealth(State.FOLLOWING, null)
                : new StreamHealth(State.STARTING, "Kafka has none of the topics to follow yet.");
    }

    static StreamHealth interrupted() {
        return new StreamHealth(State.INTERRUPTED, "Kafka does not answer: live events arrive when it does again.");
    }

    boolean isFollowing() {
        return state == State.FOLLOWING;
    }
}
