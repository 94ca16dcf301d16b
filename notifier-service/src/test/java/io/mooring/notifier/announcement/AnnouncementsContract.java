package io.mooring.notifier.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of announcements must do. */
abstract class AnnouncementsContract {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Announcements announcements;

    /** An empty store. */
    abstract Announcements empty();

    @BeforeEach
    void begin() {
        announcements = empty();
    }

    @Test
    void aMovedWindowMovesWhatIsPlanned() {
        plan(announcement(1, "w", Kind.DAY_BEFORE, 5, false));
        plan(announcement(2, "w", Kind.DAY_BEFORE, 9, false));
        Announcement moved = list(null).getFirst();
        assertThat(list(null)).hasSize(1);
        assertThat(moved.id()).as("it stays the same one").isEqualTo(id(1));
        assertThat(moved.dueAt()).isEqualTo(minute(9));
        assertThat(moved.subject()).isEqualTo("2");
    }

    @Test
    void whatWaitsForAnEventIsNotDueByTheClock() {
        plan(announcement(1, "later", Kind.DAY_BEFORE, 5, false));
        plan(announcement(2, "sooner", Kind.HOUR_BEFORE, 3, false));
        plan(announcement(3, "waits", Kind.STARTS, 1, true));
        plan(announcement(4, "sooner", Kind.CHANGED, 5, false));
        assertThat(due(2)).isEmpty();
        assertThat(due(5)).containsExactly("sooner", "later");
        assertThat(announcements
                        .dueWindows(minute(5), List.of(), 1)
                        .collectList()
                        .block())
                .containsExactly("sooner");
        assertThat(announcements
                        .dueWindows(minute(5), List.of("sooner"), 1)
                        .collectList()
                        .block())
                .containsExactly("later");
        assertThat(announcements.takeDue("sooner", minute(5)).collectList().block())
                .extracting(Announcement::id)
                .containsExactly(id(2), id(4));
        assertThat(announcements.takeDue("sooner", minute(4)).collectList().block())
                .hasSize(1);
    }

    @Test
    void whatIsSettledIsSettledOnceAndMakesRoomForAnother() {
        Announcement planned = announcement(1, "w", Kind.CHANGED, 1, false);
        plan(planned);
        announcements.settle(sent(planned), minute(2)).block();
        announcements.settle(planned.dropped("too late"), minute(3)).block();
        plan(announcement(2, "w", Kind.CHANGED, 4, false));
        assertThat(list(AnnouncementState.SENT)).containsExactly(sent(planned));
        assertThat(list(AnnouncementState.PLANNED)).extracting(Announcement::id).containsExactly(id(2));
        assertThat(list(AnnouncementState.DROPPED)).isEmpty();
    }

    @Test
    void dropsOfAWindowWhatIsPlannedOfTheseKinds() {
        Announcement told = announcement(1, "w", Kind.DAY_BEFORE, 1, false);
        plan(told);
        announcements.settle(sent(told), minute(1)).block();
        plan(announcement(2, "w", Kind.HOUR_BEFORE, 2, false));
        plan(announcement(3, "w", Kind.STARTS, 3, true));
        plan(announcement(4, "other", Kind.HOUR_BEFORE, 2, false));
        announcements
                .drop("w", List.of(Kind.DAY_BEFORE, Kind.HOUR_BEFORE), "It was called off", minute(2))
                .block();
        assertThat(list(AnnouncementState.DROPPED)).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(id(2));
            assertThat(one.why()).isEqualTo("It was called off");
        });
        assertThat(list(AnnouncementState.PLANNED)).extracting(Announcement::id).containsExactly(id(4), id(3));
    }

    @Test
    void remembersWhatWasToldLastOfAWindow() {
        assertThat(announcements.lastTold("w").block()).isNull();
        Announcement first = announcement(1, "w", Kind.DAY_BEFORE, 1, false);
        Announcement second = announcement(2, "w", Kind.CHANGED, 2, false);
        Announcement dropped = announcement(3, "w", Kind.HOUR_BEFORE, 3, false);
        List.of(first, second, dropped).forEach(this::plan);
        announcements.settle(sent(first), minute(1)).block();
        announcements.settle(sent(second), minute(2)).block();
        announcements.settle(dropped.dropped("too late"), minute(3)).block();
        assertThat(announcements.lastTold("w").block())
                .isEqualTo(new AnnouncementWords.LastTold(second.startsAt(), second.endsAt()));
        assertThat(announcements.lastTold("other").block()).isNull();
    }

    @Test
    void listsTheNewestFirstInPages() {
        for (int i = 1; i <= 3; i++) {
            plan(announcement(i, "w" + i, Kind.DAY_BEFORE, i, false));
        }
        assertThat(announcements.list(null, null, 2).collectList().block())
                .extracting(Announcement::id)
                .containsExactly(id(3), id(2));
        assertThat(announcements.list(null, id(2), 2).collectList().block())
                .extracting(Announcement::id)
                .containsExactly(id(1));
    }

    private void plan(Announcement announcement) {
        announcements.plan(announcement, NOON).block();
    }

    private List<String> due(int minute) {
        return announcements
                .dueWindows(minute(minute), List.of(), 10)
                .collectList()
                .block();
    }

    private List<Announcement> list(@Nullable AnnouncementState state) {
        return announcements.list(state, null, 10).collectList().block();
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Announcement announcement(int number, String window, Kind kind, int dueMinute, boolean waits) {
        return new Announcement(
                id(number),
                window,
                kind,
                minute(dueMinute),
                waits,
                AnnouncementState.PLANNED,
                null,
                Integer.toString(number),
                "text",
                minute(100 + number),
                minute(200 + number),
                List.of());
    }

    private static Announcement sent(Announcement one) {
        return new Announcement(
                one.id(),
                one.windowId(),
                one.kind(),
                one.dueAt(),
                one.waits(),
                AnnouncementState.SENT,
                null,
                "as sent",
                one.text(),
                one.startsAt(),
                one.endsAt(),
                List.of("slack"));
    }
}
