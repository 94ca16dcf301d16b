package io.mooring.notifier.mute;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.clock.DurationWords;
import io.mooring.notifier.match.InvalidMatcherException;
import io.mooring.notifier.match.Matcher;
import io.mooring.notifier.match.Matchers;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A silence as a person asks for it.
 *
 * @param startsAt not before now; when it is not there, now, or what it was
 * @param endsAt this or {@code lasts}
 * @param repetition when it is not there, none, or what it was
 * @param once that a silence which came back does no more
 * @param everything that it matches almost everything is meant
 */
record SilenceOrder(
        @Nullable List<@Nullable MatcherView> matchers,
        @Nullable String reason,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Duration lasts,
        @Nullable RepetitionView repetition,
        @Nullable Boolean once,
        @Nullable Boolean everything) {

    static final int REASON = 500;
    private static final Duration FARTHEST_START = Duration.ofDays(366);

    /** Times as rows keep them: a finer one would come back another. */
    SilenceOrder {
        startsAt = startsAt == null ? null : startsAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt == null ? null : endsAt.truncatedTo(ChronoUnit.MICROS);
        lasts = lasts == null ? null : lasts.truncatedTo(ChronoUnit.MICROS);
    }

    /** What of a silence a person may choose. */
    record Draft(
            Matchers matchers,
            String reason,
            Instant startsAt,
            Instant endsAt,
            @Nullable Repeats repeats) {}

    /**
     * Checks all of it.
     *
     * @param before the silence that is changed; null for a new one
     * @throws ProblemException with everything that is wrong
     */
    Draft check(@Nullable Silence before, Instant now, SilenceSettings settings) {
        List<FieldFault> faults = new ArrayList<>();
        Matchers conditions = conditions(matchers, faults);
        Instant start = start(before, now);
        Repeats again = again(before, faults);
        Instant end = end(start, now, longest(again, settings), faults);
        if (start.isAfter(now.plus(FARTHEST_START))) {
            faults.add(new FieldFault("startsAt", "is more than a year ahead"));
        }
        if (reason == null || reason.isBlank() || reason.length() > REASON || reason.indexOf('\0') >= 0) {
            faults.add(new FieldFault("reason", "says why in 1 to " + REASON + " characters"));
        }
        if (!faults.isEmpty() || end == null || reason == null) {
            throw ProblemException.ofFields(
                    PlatformProblem.INVALID_REQUEST, "This silence cannot be: " + words(faults), faults);
        }
        if (conditions.matchAlmostEverything() && !Boolean.TRUE.equals(everything)) {
            throw tooWide();
        }
        return new Draft(conditions, reason.strip(), start, end, again);
    }

    static Matchers conditions(@Nullable List<@Nullable MatcherView> matchers, List<FieldFault> faults) {
        if (matchers == null || matchers.size() > Matchers.MOST) {
            faults.add(new FieldFault("matchers", "are 1 to " + Matchers.MOST + " conditions"));
            return Matchers.NONE;
        }
        List<Matcher> read = new ArrayList<>();
        for (int i = 0; i < matchers.size(); i++) {
            MatcherView matcher = matchers.get(i);
            if (matcher == null) {
                faults.add(new FieldFault("matchers[" + i + "]", "is a condition: label, op and value"));
                continue;
            }
            try {
                read.add(matcher.matcher());
            } catch (InvalidMatcherException wrong) {
                faults.add(new FieldFault("matchers[" + i + "]", String.valueOf(wrong.getMessage())));
            }
        }
        return new Matchers(read);
    }

    /** One that has begun stays begun. */
    private Instant start(@Nullable Silence before, Instant now) {
        if (before != null && (startsAt == null || before.startsAt().isBefore(now))) {
            return before.startsAt();
        }
        return startsAt == null || startsAt.isBefore(now) ? now : startsAt;
    }

    private @Nullable Repeats again(@Nullable Silence before, List<FieldFault> faults) {
        if (!isToComeBack()) {
            return before == null || Boolean.TRUE.equals(once) ? null : before.repeats();
        }
        try {
            return repetition.repeats();
        } catch (RuntimeException wrong) {
            faults.add(new FieldFault("repetition", String.valueOf(wrong.getMessage())));
            return null;
        }
    }

    private boolean isToComeBack() {
        return repetition != null && !Boolean.TRUE.equals(once);
    }

    /** Also of one that is to come back in a way that cannot be: its end is not wrong for that. */
    private Duration longest(@Nullable Repeats again, SilenceSettings settings) {
        return again == null && !isToComeBack() ? settings.longest() : settings.longestRepeating();
    }

    private @Nullable Instant end(Instant start, Instant now, Duration longest, List<FieldFault> faults) {
        if ((endsAt == null) == (lasts == null)) {
            faults.add(new FieldFault("endsAt", "or lasts: say one of them; a silence without an end is forgotten"));
            return null;
        }
        if (lasts != null && (lasts.isNegative() || lasts.isZero() || lasts.compareTo(longest) > 0)) {
            faults.add(new FieldFault("lasts", "is more than nothing and at most " + DurationWords.exactly(longest)));
            return null;
        }
        Instant end = lasts == null ? endsAt : start.plus(lasts);
        Instant from = start.isAfter(now) ? start : now;
        if (end == null || !end.isAfter(from) || end.isAfter(from.plus(longest))) {
            faults.add(new FieldFault(
                    "endsAt", "lies after the start and now, by at most " + DurationWords.exactly(longest)));
            return null;
        }
        return end;
    }

    private static String words(List<FieldFault> faults) {
        return String.join(
                "; ",
                faults.stream()
                        .map(fault -> fault.field() + " " + fault.message())
                        .toList());
    }

    private static ProblemException tooWide() {
        return new ProblemException(
                NotifierProblem.SILENCE_TOO_WIDE,
                "These conditions match almost every alert there could be, so nobody would hear of anything. Add a condition "
                        + "such as team=shop, or send \"everything\": true if this is meant.");
    }
}
