package io.mooring.platform.events.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The dead letters of this service's own consumers. A replay gives the letter to the same group's handler in this
 * service and to nobody else: no other reader of the topic sees the event twice, and a compacted topic does not get an
 * old value as its newest.
 */
public interface DeadLetters {

    /** Every topic this service reads, with the number of its letters that wait for a decision. */
    Mono<List<Source>> sources();

    /**
     * Letters in the order in which they were given up.
     *
     * @param after the last letter of the page before; null from the start
     * @return at most {@code limit} letters; fails with {@link UnknownSource} when this service does not read so
     */
    Mono<List<DeadLetter>> list(String topic, String group, @Nullable LetterId after, int limit);

    /**
     * Handles the letter again. When the handler succeeds, or the inbox knows that it had before, the letter is marked
     * as replayed; when it fails, the letter keeps waiting.
     *
     * @return the outcome; {@link Replay.Outcome#UNKNOWN} when there is no such letter
     */
    Mono<Replay> replay(String topic, String group, LetterId letter, String by);

    /** Replays all that wait, in order; after a failure the later letters of the same key are left waiting. */
    Mono<ReplayAll> replayAll(String topic, String group, String by);

    /** Gives a letter up for good; false when there is none that waits. */
    Mono<Boolean> drop(String topic, String group, LetterId letter, String by);

    /** One topic read by one group. */
    record Source(String topic, String group, long waiting) {}

    /** @param failure the handler's error in words, when it failed */
    record Replay(Outcome outcome, @Nullable String failure) {

        public enum Outcome {
            REPLAYED,
            FAILED,
            ALREADY_DECIDED,
            UNKNOWN;

            /** As it is written in JSON. */
            @JsonValue
            String written() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }

    /** @param leftWaiting letters not tried, since an earlier one of their key failed */
    record ReplayAll(int replayed, int failed, int leftWaiting) {}

    /** This service has no consumer that reads the topic as this group. */
    final class UnknownSource extends RuntimeException {
        UnknownSource(String topic, String group) {
            super("This service does not read the topic '" + topic + "' as the group '" + group + "'");
        }
    }
}
