package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One episode: from the first report that something is wrong until it is over.
 *
 * @param key what it is about; an episode that begins after the end of this one has the same key and another id
 * @param revision grows with everything worth telling; a report that says nothing new leaves it
 * @param severity as last reported, never less than reported while the acknowledgement was asked for
 * @param startedAt when the source saw it first
 * @param raisedAt when it was first heard here
 * @param heardAt when it was last heard here
 * @param reports how often it was heard to fire
 * @param flapping it ended so often in so short a time that its end is waited for
 * @param endsAt when it ends by itself unless it is heard of again; null: never
 */
public record Alert(
        UUID id,
        String key,
        AlertState state,
        int revision,
        Severity severity,
        Words words,
        Map<String, String> labels,
        Origin origin,
        Instant startedAt,
        Instant raisedAt,
        Instant heardAt,
        long reports,
        boolean flapping,
        @Nullable Instant endsAt,
        @Nullable Acknowledgement acknowledgement,
        @Nullable Ending ending) {

    /** Who took it on. {@code note} is empty when nothing was written. */
    public record Acknowledgement(String by, Via via, Instant at, String note) {}

    /** Why it is over; {@code by} and {@code via} only when a person said so. */
    public record Ending(
            How how, @Nullable String by, @Nullable Via via, Instant at, String note) {}

    /** Through what a person acted. */
    public enum Via {
        API,
        CONSOLE,
        SLACK,
        PAGERDUTY
    }

    /** Why an episode is over. */
    public enum How {
        /** Its source said so. */
        RECOVERED,
        /** Nobody spoke of it any more. */
        QUIET,
        /** A person said so. */
        PERSON
    }

    public boolean isOpen() {
        return state != AlertState.RESOLVED;
    }
}
