package io.mooring.notifier.announcement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell of a window.
 *
 * @param dueAt not before; of what an event made true, when that happened
 * @param waits for an event: the start is told when it happens, not when it was to happen
 * @param why it was dropped; null unless it was
 * @param subject title, as sent or as it would be sent when due
 * @param text the same
 * @param startsAt of the window, as told or to be told
 * @param destinations names of those it was sent to
 */
record Announcement(
        UUID id,
        String windowId,
        Kind kind,
        Instant dueAt,
        boolean waits,
        AnnouncementState state,
        @Nullable String why,
        String subject,
        String text,
        Instant startsAt,
        Instant endsAt,
        List<String> destinations) {

    Announcement {
        destinations = List.copyOf(destinations);
    }

    Announcement dropped(String reason) {
        return new Announcement(
                id,
                windowId,
                kind,
                dueAt,
                waits,
                AnnouncementState.DROPPED,
                reason,
                subject,
                text,
                startsAt,
                endsAt,
                destinations);
    }
}
