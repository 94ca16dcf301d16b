package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What settings mean for one incident at one moment. */
final class IncidentRules {

    private static final Map<Priority, Duration> RESPOND = Map.of(
            Priority.P0, Duration.ofMinutes(5), Priority.P1, Duration.ofMinutes(30), Priority.P2, Duration.ofHours(2));

    private final IncidentSettings settings;
    private final BusinessCalendar calendar;

    IncidentRules(IncidentSettings settings) {
        this.settings = settings;
        this.calendar = new BusinessCalendar(settings.businessHours().in(settings.zone()), settings.holidays());
    }

    IncidentSettings settings() {
        return settings;
    }

    Instant responseDue(Priority priority, Instant from) {
        Duration within = respondWithin(priority);
        return within == null ? calendar.endOfNextDay(from) : from.plus(within);
    }

    /** Null: by the end of the next business day. */
    @Nullable
    Duration respondWithin(Priority priority) {
        return settings.respondWithin().getOrDefault(priority, RESPOND.get(priority));
    }

    /** At once; but nobody is woken for what has time until the next business day. */
    Instant firstCall(Priority priority, Instant now) {
        return respondWithin(priority) == null ? calendar.opensAtOrAfter(now) : now;
    }

    /** When the level after this one is called. */
    Instant nextCall(Priority priority, int level, Instant now) {
        List<Duration> waits = settings.escalateAfter().getOrDefault(priority, List.of());
        if (waits.isEmpty()) {
            return responseDue(priority, now);
        }
        Instant next = now.plus(waits.get(Math.min(level, waits.size() - 1)));
        return respondWithin(priority) == null ? calendar.opensAtOrAfter(next) : next;
    }

    /** When everybody is called again; whom nobody wakes at first nobody wakes later either. */
    Instant callAgain(Priority priority, Instant now) {
        Instant next = now.plus(settings.repeatWhenExhausted());
        return respondWithin(priority) == null ? calendar.opensAtOrAfter(next) : next;
    }

    @Nullable
    Instant updateDue(Priority priority, Instant now) {
        return settings.updatesFor().contains(priority) ? now.plus(settings.updateEvery()) : null;
    }

    boolean needsCustomerNotice(Priority priority) {
        return settings.customerNotice().required().contains(priority);
    }

    boolean needsPostMortem(Priority priority) {
        return settings.postMortem().required().contains(priority);
    }

    boolean resolvesItself(Priority priority) {
        return settings.resolveThemselves().contains(priority);
    }

    /** Empty: such an alert opens none. */
    Optional<Priority> opens(Alert alert) {
        return settings.opens().stream()
                .filter(line -> !line.severity().isGraverThan(alert.severity()))
                .filter(line -> line.labels().entrySet().stream()
                        .allMatch(label -> Objects.equals(alert.labels().get(label.getKey()), label.getValue())))
                .map(IncidentSettings.Opens::priority)
                .findFirst();
    }

    /** No alert that is less grave opens one; empty: none does. */
    Optional<Severity> leastThatOpens() {
        return settings.opens().stream().map(IncidentSettings.Opens::severity).min(Comparator.naturalOrder());
    }

    /** An alert without any of the labels belongs to its own kind alone. */
    String joinKey(Alert alert) {
        String values = settings.joinBy().stream()
                .filter(alert.labels()::containsKey)
                .map(label -> label + "=" + alert.labels().get(label))
                .collect(Collectors.joining(","));
        return values.isEmpty() ? "alert=" + alert.key() : values;
    }
}
