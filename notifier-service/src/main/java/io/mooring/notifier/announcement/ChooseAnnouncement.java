package io.mooring.notifier.announcement;

import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of the announcements of a window that are due is told: the newest that is still true. */
final class ChooseAnnouncement {

    static final Duration OLD = Duration.ofHours(24);

    private static final Comparator<Announcement> NEWEST =
            Comparator.comparing(Announcement::dueAt).thenComparing(Announcement::kind);

    private ChooseAnnouncement() {}

    static Optional<Announcement> among(List<Announcement> due, KnownWindow window, Instant now) {
        return due.stream()
                .filter(announcement -> whyNot(announcement, window, now).isEmpty())
                .max(NEWEST);
    }

    /** Empty when it is worth telling. */
    static String whyNot(Announcement announcement, KnownWindow window, Instant now) {
        boolean isTrue =
                switch (announcement.kind()) {
                    case DAY_BEFORE, HOUR_BEFORE ->
                        window.state() == WindowState.PLANNED
                                && now.isBefore(window.window().startsAt());
                    case STARTS, EXTENDED -> window.state() == WindowState.STARTED;
                    case CHANGED -> !window.state().isOver();
                    case OVERDUE -> window.state() == WindowState.STARTED && window.overdueAt() != null;
                    case CANCELLED -> window.state() == WindowState.CANCELLED;
                    case DONE -> window.state().isOver() && window.state() != WindowState.CANCELLED;
                };
        if (!isTrue) {
            return "It was no longer true when it could be told";
        }
        boolean old = !announcement.kind().isReminder() && announcement.dueAt().isBefore(now.minus(OLD));
        return old ? "It was too old when it could be told" : "";
    }
}
