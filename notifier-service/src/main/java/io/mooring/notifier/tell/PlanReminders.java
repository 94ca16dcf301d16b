package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.IncidentCare.Care;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.Unanswered.Silence;
import io.mooring.notifier.tell.Unanswered.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When people are told again of an alert that nobody acknowledges: as long after they were called as its route says, and then
 * ever more seldom. What mutes an alert, or keeps its route from telling it now, keeps it from being told again; what an
 * incident has in hand is left to it, and where it only speaks in a channel that channel alone.
 */
final class PlanReminders {

    private final DecideTelling decide;
    private final Optional<Waits> waits;

    PlanReminders(DecideTelling decide, Duration longest) {
        this.decide = decide;
        this.waits = decide.routes().stream()
                .map(Route::remindAfter)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(shortest -> new Waits(shortest, longest));
    }

    /**
     * How an alert stands that was told somewhere.
     *
     * @param standInFor the destination instead of which it was told there
     */
    record Situation(
            Alert alert,
            @Nullable String standInFor,
            @Nullable Muted muted,
            @Nullable Care care,
            Instant now) {}

    /** Empty when no route tells anything again. */
    Optional<Waits> waits() {
        return waits;
    }

    /** How long until it is told again, negative when it should have been; empty when it is not as things stand. */
    Optional<Duration> left(Silence silence, Situation situation) {
        Care care = situation.care();
        String destination = silence.gathering().destination();
        if (situation.alert().state() != AlertState.FIRING || care != null && care.isLeftAt(destination)) {
            return Optional.empty();
        }
        return waits.flatMap(known -> remindAfter(silence.gathering(), situation)
                .map(first -> known.after(first, silence.reminders()))
                .map(wait -> wait.minus(since(silence, care, situation.now()))));
    }

    /** Empty when it would not be told there now. */
    private Optional<Duration> remindAfter(Gathering gathering, Situation situation) {
        return decide.of(situation.alert(), situation.muted(), situation.now()).now().stream()
                .filter(choice -> choice.destination().equals(gathering.destination())
                        || choice.destination().equals(situation.standInFor()))
                .flatMap(choice -> decide.route(choice.route()).stream())
                .map(Route::remindAfter)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whoever resolved its incident, or handed it back, had it in hand until then. */
    private static Duration since(Silence silence, @Nullable Care care, Instant now) {
        if (care == null || care.until() == null) {
            return silence.since();
        }
        Duration resolved = Duration.between(care.until(), now);
        return resolved.compareTo(silence.since()) < 0 ? resolved : silence.since();
    }
}
