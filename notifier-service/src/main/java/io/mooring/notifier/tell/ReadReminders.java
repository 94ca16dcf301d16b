package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.IncidentCare;
import io.mooring.notifier.alert.IncidentCare.Care;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.Gatherings.Told;
import io.mooring.notifier.tell.PlanReminders.Situation;
import io.mooring.notifier.tell.Unanswered.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How often people were told again of an alert, and when they are next. */
final class ReadReminders {

    private final Unanswered unanswered;
    private final IncidentCare incidents;
    private final PlanReminders plan;

    ReadReminders(Unanswered unanswered, IncidentCare incidents, PlanReminders plan) {
        this.unanswered = unanswered;
        this.incidents = incidents;
        this.plan = plan;
    }

    /**
     * @param soFar how often since something was new there
     * @param next unless somebody acknowledges it before; null when it is not told again as things stand
     */
    record Reminders(int soFar, @Nullable Instant next) {}

    /** By gathering. */
    Mono<Map<UUID, Reminders>> of(Alert alert, @Nullable Muted muted, List<Told> told, Instant now) {
        List<UUID> ids = told.stream().map(Told::gathering).toList();
        return Mono.zip(
                        unanswered.of(ids).collectMap(silence -> silence.gathering()
                                .id()),
                        incidents.of(List.of(alert.id())))
                .map(known -> {
                    Care care = known.getT2().get(alert.id());
                    Map<UUID, Reminders> reminders = new HashMap<>();
                    for (Told one : told) {
                        Silence silence = known.getT1().get(one.gathering());
                        if (silence != null) {
                            Situation situation = new Situation(alert, one.standInFor(), muted, care, now);
                            reminders.put(one.gathering(), reminders(silence, situation));
                        }
                    }
                    return reminders;
                });
    }

    private Reminders reminders(Silence silence, Situation situation) {
        return new Reminders(
                silence.reminders(),
                plan.left(silence, situation)
                        .map(left -> left.isNegative() ? Duration.ZERO : left)
                        .map(situation.now()::plus)
                        .orElse(null));
    }
}
