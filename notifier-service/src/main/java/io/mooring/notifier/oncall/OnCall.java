package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings and covers together: who is on call at any moment for which the covers are known.
 *
 * @param covers in any order
 */
record OnCall(Roster roster, List<Cover> covers) {

    OnCall {
        covers = covers.stream()
                .sorted(Comparator.comparing(Cover::createdAt)
                        .thenComparing(Cover::id)
                        .reversed())
                .toList();
    }

    /** The levels in their order, then the schedules that no level names. */
    List<Duty> at(Instant now) {
        return Stream.concat(levels(now).stream(), unlevelled().map(schedule -> onSchedule(null, schedule, now)))
                .toList();
    }

    List<Duty> levels(Instant now) {
        return roster.levels().stream().map(level -> onLevel(level, now)).toList();
    }

    private Stream<Schedule> unlevelled() {
        return roster.schedules().values().stream().filter(schedule -> roster.levels().stream()
                .noneMatch(level -> schedule.name().equals(level.schedule())));
    }

    private Duty onLevel(Roster.Level level, Instant now) {
        if (level.schedule() != null) {
            return onSchedule(
                    level.name(), Objects.requireNonNull(roster.schedules().get(level.schedule())), now);
        }
        return new Duty(level.name(), null, roster.person(level.person()), Because.PERSON, null);
    }

    private Duty onSchedule(@Nullable String level, Schedule schedule, Instant now) {
        Slot slot = slot(schedule, now);
        Instant until = slot.until().equals(Instant.MAX) ? null : slot.until();
        return new Duty(level, schedule.name(), roster.person(slot.person()), slot.because(), until);
    }

    /** From and to within the covers that are known; each moment belongs to exactly one shift. */
    List<Shift> shifts(Schedule schedule, Instant from, Instant to) {
        List<Shift> shifts = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); ) {
            Slot slot = slot(schedule, at).notAfter(to);
            if (!shifts.isEmpty() && shifts.getLast().goesOnAs(slot)) {
                shifts.set(shifts.size() - 1, shifts.getLast().until(slot.until()));
            } else {
                shifts.add(new Shift(at, slot.until(), slot.person(), slot.because()));
            }
            at = slot.until();
        }
        return List.copyOf(shifts);
    }

    /** Who would have it by a cover that counts for nothing, because settings know the person no more; the newest of them. */
    Optional<Cover> passedOver(@Nullable String schedule, Instant now) {
        return covers.stream()
                .filter(cover -> cover.schedule().equals(schedule) && cover.holdsAt(now))
                .findFirst()
                .filter(cover -> cover.isPassedOver(roster));
    }

    private Slot slot(Schedule schedule, Instant now) {
        Instant until = Instant.MAX;
        for (Cover cover : covers) {
            if (!cover.schedule().equals(schedule.name())) {
                continue;
            }
            if (cover.isPassedOver(roster)) {
                continue; // Whoever's turn it is has it.
            }
            if (cover.holdsAt(now)) {
                return new Slot(cover.person(), Because.OVERRIDE, cover.to()).notAfter(until);
            }
            until = cover.from().isAfter(now) && cover.from().isBefore(until) ? cover.from() : until;
        }
        return schedule.at(now).notAfter(until);
    }
}
