package io.mooring.notifier.announcement;

import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.Window;
import io.mooring.notifier.maintenance.WindowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is announced of a window when more becomes known of it. Nothing here looks at a clock but the one it is given. */
final class DecideSteps {

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Set<Kind> BEFORE_START = EnumSet.of(Kind.DAY_BEFORE, Kind.HOUR_BEFORE, Kind.CHANGED);

    private DecideSteps() {}

    /** @param told whether anything was sent about this window */
    static List<Step> of(@Nullable KnownWindow before, KnownWindow after, boolean told, Instant now) {
        return switch (after.state()) {
            case PLANNED -> planned(before, after.window(), told, now);
            case STARTED -> started(before, after, now);
            case CANCELLED -> cancelled(after, told);
            case COMPLETED, FAILED -> done(before, after, told);
        };
    }

    private static List<Step> planned(@Nullable KnownWindow before, Window window, boolean told, Instant now) {
        if (before != null && !matters(before.window(), window)) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (Kind reminder : List.of(Kind.DAY_BEFORE, Kind.HOUR_BEFORE)) {
            Instant due = window.startsAt().minus(reminder.ahead());
            boolean covered = told && before != null && !due.isAfter(now);
            steps.add(
                    covered
                            ? new Step.Drop(Set.of(reminder), "The change said when it starts")
                            : Step.Plan.of(reminder, due));
        }
        steps.add(new Step.Plan(Kind.STARTS, window.startsAt(), true));
        if (told && before != null) {
            steps.add(Step.Plan.of(Kind.CHANGED, now));
        }
        return steps;
    }

    private static List<Step> started(@Nullable KnownWindow before, KnownWindow after, Instant now) {
        if (before == null || before.state() == WindowState.PLANNED) {
            Instant at = after.startedAt() == null ? now : after.startedAt();
            return List.of(new Step.Drop(BEFORE_START, "It has started"), Step.Plan.of(Kind.STARTS, at));
        }
        if (before.overdueAt() == null && after.overdueAt() != null) {
            return List.of(Step.Plan.of(Kind.OVERDUE, after.overdueAt()));
        }
        if (after.window().endsAt().isAfter(before.window().endsAt())) {
            return List.of(
                    new Step.Drop(Set.of(Kind.OVERDUE, Kind.CHANGED), "It was extended"),
                    Step.Plan.of(Kind.EXTENDED, now));
        }
        return matters(before.window(), after.window()) ? List.of(Step.Plan.of(Kind.CHANGED, now)) : List.of();
    }

    private static List<Step> cancelled(KnownWindow after, boolean told) {
        Step drop = new Step.Drop(ALL, "It was cancelled");
        return told ? List.of(drop, Step.Plan.of(Kind.CANCELLED, end(after))) : List.of(drop);
    }

    /** Of a window that was over when it was first heard of nobody needs to hear. */
    private static List<Step> done(@Nullable KnownWindow before, KnownWindow after, boolean told) {
        Step drop = new Step.Drop(ALL, "It is over");
        boolean again = before != null && before.state().isOver();
        if (again || (before == null && !told)) {
            return again ? List.of() : List.of(drop);
        }
        return List.of(drop, Step.Plan.of(Kind.DONE, end(after)));
    }

    private static Instant end(KnownWindow window) {
        return window.endedAt() == null ? window.asOf() : window.endedAt();
    }

    private static boolean matters(Window before, Window after) {
        return !before.startsAt().equals(after.startsAt())
                || !before.endsAt().equals(after.endsAt())
                || !before.title().equals(after.title())
                || !before.components().equals(after.components())
                || before.impact() != after.impact();
    }
}
