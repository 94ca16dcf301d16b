package io.mooring.notifier.announcement;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store of announcements. Whatever changes one joins the caller's transaction. */
interface Announcements {

    /** Empty when nothing was sent about the window. */
    Mono<AnnouncementWords.LastTold> lastTold(String windowId);

    /** Stores it, or moves the planned one of its kind and window. */
    Mono<Void> plan(Announcement announcement, Instant now);

    Mono<Void> drop(String windowId, Collection<Kind> kinds, String why, Instant now);

    /** Windows, beside these, of which something is due. */
    Flux<String> dueWindows(Instant now, Collection<String> except, int most);

    /** What is due of a window, locked for the transaction. */
    Flux<Announcement> takeDue(String windowId, Instant now);

    /** Stores that it was sent or dropped. */
    Mono<Void> settle(Announcement announcement, Instant now);

    /** Newest first; {@code before} is where the page begins. */
    Flux<Announcement> list(@Nullable AnnouncementState state, @Nullable UUID before, int most);
}
