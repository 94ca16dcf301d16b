package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disturbance that people handle.
 *
 * @param number for people, counted up
 * @param words what is wrong
 * @param origin how it began
 * @param told destinations of whatever priority it had that were told since it last began: they are told how it goes on
 * @param roles who does what, those that are given to somebody
 * @param lastAlertAt when an alert last joined; null before one did
 * @param resolution null until it is over
 * @param clocks what falls due, and when
 * @param version rises with every stored change
 */
record Incident(
        UUID id,
        long number,
        Wording words,
        Origin origin,
        Priority priority,
        IncidentState state,
        Response response,
        Escalation escalation,
        List<String> told,
        Map<Role, String> roles,
        @Nullable Instant lastAlertAt,
        CustomerNotice customerNotice,
        PostMortem postMortem,
        @Nullable Resolution resolution,
        Map<ClockKind, Instant> clocks,
        long version) {

    static final int TITLE = 150;
    static final int SUMMARY = 4_000;

    /** @param title one line */
    record Wording(String title, String summary) {}

    /**
     * How it began.
     *
     * @param by null when an alert opened it
     * @param alertKey of that alert; {@code incident/<id>} when a person did
     * @param joinKey alerts with the same one join it; null: none does
     */
    record Origin(
            Instant at,
            @Nullable String by,
            String alertKey,
            @Nullable String joinKey) {}

    Incident {
        told = told == null ? List.of() : List.copyOf(told); // Older rows do not say.
        roles = java.util.Collections.unmodifiableMap(copy(Role.class, roles));
        clocks = java.util.Collections.unmodifiableMap(copy(ClockKind.class, clocks));
    }

    /** It has alerts, and all of them are over. */
    boolean alertsAreOver() {
        return clocks.containsKey(ClockKind.RESOLUTION);
    }

    @Nullable
    Instant clock(ClockKind kind) {
        return clocks.get(kind);
    }

    boolean isDue(ClockKind kind, Instant now) {
        Instant due = clocks.get(kind);
        return due != null && !due.isAfter(now);
    }

    /** As people call it. */
    String name() {
        return priority + " incident " + number;
    }

    /** A changed copy. */
    Incident edit(Consumer<Edit> changes) {
        Edit edit = new Edit(this);
        changes.accept(edit);
        return edit.done();
    }

    private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> type, Map<K, V> map) {
        Map<K, V> copy = new EnumMap<>(type);
        copy.putAll(map);
        return copy;
    }

    /** What of an incident may change, while it is being changed. */
    static final class Edit {

        private final Incident before;
        final Map<Role, String> roles;
        final Map<ClockKind, Instant> clocks;
        Priority priority;
        IncidentState state;
        Response response;
        Escalation escalation;
        List<String> told;

        @Nullable
        Instant lastAlertAt;

        CustomerNotice customerNotice;
        PostMortem postMortem;

        @Nullable
        Resolution resolution;

        long version;

        private Edit(Incident before) {
            this.before = before;
            this.roles = copy(Role.class, before.roles);
            this.clocks = copy(ClockKind.class, before.clocks);
            this.priority = before.priority;
            this.state = before.state;
            this.response = before.response;
            this.escalation = before.escalation;
            this.told = before.told;
            this.lastAlertAt = before.lastAlertAt;
            this.customerNotice = before.customerNotice;
            this.postMortem = before.postMortem;
            this.resolution = before.resolution;
            this.version = before.version;
        }

        private Incident done() {
            return new Incident(
                    before.id,
                    before.number,
                    before.words,
                    before.origin,
                    priority,
                    state,
                    response,
                    escalation,
                    told,
                    roles,
                    lastAlertAt,
                    customerNotice,
                    postMortem,
                    resolution,
                    clocks,
                    version);
        }
    }
}
