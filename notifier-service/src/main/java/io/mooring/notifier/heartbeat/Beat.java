package io.mooring.notifier.heartbeat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the latest heartbeat went.
 *
 * @param lastPingAt when the outside last took one; null: never since this service started
 * @param faults of the checks, in words; empty when there are none
 */
record Beat(State state, @Nullable Instant at, @Nullable Instant lastPingAt, String why, List<Fault> faults) {

    /** Whether the outside hears this service. */
    enum State {
        /** No address is set. */
        OFF,
        /** None was due yet. */
        STARTING,
        /** The outside took the latest one. */
        BEATING,
        /** Something here does not work, so the outside is left to notice. */
        WITHHELD,
        /** All works here, but the outside did not take it. */
        NOT_TAKEN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a check found. */
    record Fault(String check, String why) {}

    static Beat before(HeartbeatSettings settings) {
        return settings.isOff()
                ? new Beat(State.OFF, null, null, "notifier.heartbeat.url is empty: nobody outside is told.", List.of())
                : new Beat(State.STARTING, null, null, "The first one is still to come.", List.of());
    }

    Beat taken(Instant now) {
        return new Beat(State.BEATING, now, now, "", List.of());
    }

    Beat notTaken(Instant now, String reason) {
        return new Beat(State.NOT_TAKEN, now, lastPingAt, reason, List.of());
    }

    Beat withheld(Instant now, List<Fault> found) {
        String words =
                found.stream().map(fault -> fault.check() + ": " + fault.why()).collect(Collectors.joining("; "));
        return new Beat(State.WITHHELD, now, lastPingAt, words, found);
    }
}
