package io.mooring.notifier.oncall;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cover as a person asks for it. */
record CoverWish(
        @Nullable String schedule,
        @Nullable String person,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String reason) {

    private static final int REASON = 500;
    /** Not so far that nobody can know, nor so far that calendars and rows end. */
    private static final Duration AHEAD = Duration.ofDays(366);

    /** Times as rows keep them: a finer one would come back another. */
    CoverWish {
        from = from == null ? null : from.truncatedTo(ChronoUnit.MICROS);
        to = to == null ? null : to.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The cover, once it is proved that it can hold.
     *
     * @throws ProblemException with every fault
     */
    Cover cover(UUID id, OnCall known, Duration longest, String by, Instant now) {
        List<FieldFault> faults = faults(known.roster(), longest, now);
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(PlatformProblem.INVALID_REQUEST, "The override cannot hold", faults);
        }
        Instant begins = Objects.requireNonNull(from);
        Instant ends = Objects.requireNonNull(to);
        String name = Objects.requireNonNull(schedule);
        Schedule covered = Objects.requireNonNull(known.roster().schedules().get(name));
        List<String> covers = known.shifts(covered, begins, ends).stream()
                .map(Shift::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String why = Objects.requireNonNull(reason).strip();
        return new Cover(id, name, Objects.requireNonNull(person), begins, ends, why, by, now, covers);
    }

    private List<FieldFault> faults(Roster roster, Duration longest, Instant now) {
        List<FieldFault> faults = new ArrayList<>();
        if (schedule == null || !roster.schedules().containsKey(schedule)) {
            faults.add(new FieldFault(
                    "schedule", "is none of " + roster.schedules().keySet()));
        }
        if (roster.person(person) == null) {
            faults.add(new FieldFault("person", "is nobody that settings name"));
        }
        if (reason == null || reason.isBlank() || reason.length() > REASON || reason.contains("\0")) {
            faults.add(new FieldFault("reason", "has 1 to " + REASON + " characters"));
        }
        if (from == null) {
            faults.add(new FieldFault("from", "is needed"));
        }
        if (to == null) {
            faults.add(new FieldFault("to", "is needed"));
        }
        if (from != null && to != null) {
            times(from, to, longest, now, faults);
        }
        return faults;
    }

    private static void times(Instant from, Instant to, Duration longest, Instant now, List<FieldFault> faults) {
        if (!to.isAfter(from)) {
            faults.add(new FieldFault("to", "is not after from"));
        } else if (!to.isAfter(now)) {
            faults.add(new FieldFault("to", "is over already"));
        } else if (from.isAfter(now.plus(AHEAD))) {
            faults.add(new FieldFault("from", "is more than a year ahead"));
        } else if (Duration.between(from, to).compareTo(longest) > 0) {
            faults.add(new FieldFault("to", "is more than " + longest.toDays() + " days after from"));
        }
    }
}
