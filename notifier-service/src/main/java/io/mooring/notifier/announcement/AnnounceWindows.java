package io.mooring.notifier.announcement;

import io.mooring.notifier.alert.Words;
import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.WindowFollower;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plans, moves and drops announcements as windows change, in the transaction that hears of the change. */
final class AnnounceWindows implements WindowFollower {

    private final Announcements announcements;
    private final AnnouncementWords words;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    AnnounceWindows(Announcements announcements, AnnouncementWords words, InstantSource clock, Supplier<UUID> ids) {
        this.announcements = announcements;
        this.words = words;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Mono<Void> follow(@Nullable KnownWindow before, KnownWindow after) {
        Instant now = clock.instant();
        return announcements
                .lastTold(after.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMapIterable(told -> DecideSteps.of(before, after, told.isPresent(), now))
                .concatMap(step -> take(step, after, now))
                .then();
    }

    private Flux<Void> take(Step step, KnownWindow window, Instant now) {
        return switch (step) {
            case Step.Plan plan ->
                announcements.plan(planned(plan, window), now).flux();
            case Step.Drop drop ->
                announcements.drop(window.id(), drop.kinds(), drop.why(), now).flux();
        };
    }

    /** The words are what it would say when it is due; they are chosen again when it is sent. */
    private Announcement planned(Step.Plan plan, KnownWindow window) {
        Words as = words.of(plan.kind(), window, null, plan.dueAt());
        return new Announcement(
                ids.get(),
                window.id(),
                plan.kind(),
                plan.dueAt(),
                plan.waits(),
                AnnouncementState.PLANNED,
                null,
                as.title(),
                as.text(),
                window.window().startsAt(),
                window.window().endsAt(),
                List.of());
    }
}
