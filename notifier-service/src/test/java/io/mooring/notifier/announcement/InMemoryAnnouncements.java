package io.mooring.notifier.announcement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For tests of what needs no database. */
final class InMemoryAnnouncements implements Announcements {

    /** @param settled in which order; 0 while it is planned */
    private record Kept(Announcement announcement, int settled) {}

    private final List<Kept> all = new ArrayList<>();
    private int settled;

    @Override
    public Mono<AnnouncementWords.LastTold> lastTold(String windowId) {
        return Mono.fromCallable(() -> all.stream()
                .filter(one -> one.announcement().windowId().equals(windowId)
                        && one.announcement().state() == AnnouncementState.SENT)
                .max(Comparator.comparingInt(Kept::settled))
                .map(Kept::announcement)
                .map(one -> new AnnouncementWords.LastTold(one.startsAt(), one.endsAt()))
                .orElse(null));
    }

    @Override
    public Mono<Void> plan(Announcement fresh, Instant now) {
        return Mono.fromRunnable(() -> {
            Predicate<Announcement> same = one -> one.windowId().equals(fresh.windowId()) && one.kind() == fresh.kind();
            if (!replace(same, known -> with(fresh, known.id()), false)) {
                all.add(new Kept(fresh, 0));
            }
        });
    }

    private static Announcement with(Announcement fresh, UUID id) {
        return new Announcement(
                id,
                fresh.windowId(),
                fresh.kind(),
                fresh.dueAt(),
                fresh.waits(),
                fresh.state(),
                fresh.why(),
                fresh.subject(),
                fresh.text(),
                fresh.startsAt(),
                fresh.endsAt(),
                fresh.destinations());
    }

    @Override
    public Mono<Void> drop(String windowId, Collection<Kind> kinds, String why, Instant now) {
        return Mono.fromRunnable(() -> replace(
                one -> one.windowId().equals(windowId) && kinds.contains(one.kind()), one -> one.dropped(why), true));
    }

    @Override
    public Mono<Void> settle(Announcement announcement, Instant now) {
        return Mono.fromRunnable(() -> replace(one -> one.id().equals(announcement.id()), one -> announcement, true));
    }

    /** Of those that are planned alone. */
    private boolean replace(Predicate<Announcement> which, UnaryOperator<Announcement> change, boolean settles) {
        boolean found = false;
        for (int i = 0; i < all.size(); i++) {
            Announcement one = all.get(i).announcement();
            if (one.state() == AnnouncementState.PLANNED && which.test(one)) {
                all.set(i, new Kept(change.apply(one), settles ? ++settled : 0));
                found = true;
            }
        }
        return found;
    }

    @Override
    public Flux<String> dueWindows(Instant now, Collection<String> except, int most) {
        return Flux.defer(() -> Flux.fromStream(due(now).sorted(Comparator.comparing(Announcement::dueAt))
                .map(Announcement::windowId)
                .filter(window -> !except.contains(window))
                .distinct()
                .limit(most)));
    }

    @Override
    public Flux<Announcement> takeDue(String windowId, Instant now) {
        return Flux.defer(
                () -> Flux.fromStream(due(now).filter(one -> one.windowId().equals(windowId))));
    }

    private Stream<Announcement> due(Instant now) {
        return all.stream()
                .map(Kept::announcement)
                .filter(one -> one.state() == AnnouncementState.PLANNED
                        && !one.waits()
                        && !one.dueAt().isAfter(now));
    }

    @Override
    public Flux<Announcement> list(@Nullable AnnouncementState state, @Nullable UUID before, int most) {
        return Flux.defer(() -> {
            List<Announcement> newest = all.stream()
                    .map(Kept::announcement)
                    .collect(Collectors.toList())
                    .reversed();
            return Flux.fromStream(newest.stream()
                    .dropWhile(one -> before != null && !one.id().equals(before))
                    .skip(before == null ? 0 : 1)
                    .filter(one -> state == null || one.state() == state)
                    .limit(most));
        });
    }
}
