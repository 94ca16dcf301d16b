package io.mooring.notifier.announcement;

import static io.mooring.notifier.maintenance.Told.NOON;
import static io.mooring.notifier.maintenance.Told.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.maintenance.HoldWindow;
import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.Window;
import io.mooring.notifier.maintenance.WindowState;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.mute.SaidWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Announcements on a real database, with windows and a clock as the test says. */
class AnnouncementsIT {

    private static final AnnouncementWords WORDS = new AnnouncementWords(ZoneOffset.UTC, _ -> "not told");
    private static final Instant START = NOON.plus(Duration.ofDays(3));
    private static final Window WINDOW = window(START);

    private static NotifierDatabase database;
    private final SaidWords said = new SaidWords();
    private Instant now = NOON;
    private @Nullable KnownWindow known;
    private boolean broken;
    private Announcements announcements;
    private AnnounceWindows announce;
    private SendDueAnnouncements send;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.client().sql("TRUNCATE announcement").then().block();
        known = null;
        broken = false;
        announcements = new R2dbcAnnouncements(database.client());
        announce = new AnnounceWindows(announcements, WORDS, () -> now, UUID::randomUUID);
        wire(List.of("slack-ops"));
    }

    private void wire(List<String> destinations) {
        HoldWindow windows = id -> database.client()
                .sql("SELECT pg_advisory_xact_lock(1)")
                .fetch()
                .first()
                .then(Mono.justOrEmpty(known))
                .filter(window -> isThere());
        send = new SendDueAnnouncements(
                announcements,
                windows,
                said,
                new AnnouncementSettings(destinations, ZoneOffset.UTC, Duration.ofSeconds(1)),
                WORDS,
                database.transaction(),
                () -> now,
                "");
    }

    private boolean isThere() {
        if (broken) {
            throw new IllegalStateException("No");
        }
        return true;
    }

    private void becomes(WindowState state, Window window, @Nullable Instant overdueAt) {
        KnownWindow before = known;
        KnownWindow after = new KnownWindow(
                "w",
                state,
                window,
                now,
                state == WindowState.PLANNED ? null : now,
                state.isOver() ? now : null,
                "Because",
                overdueAt);
        known = after;
        announce.follow(before, after).as(database.transaction()::transactional).block();
    }

    private void becomes(WindowState state, Window window) {
        becomes(state, window, null);
    }

    /** Time passes, and the worker looks every ten minutes. */
    private void until(Instant time) {
        while (now.isBefore(time)) {
            Instant next = now.plus(Duration.ofMinutes(10));
            now = next.isAfter(time) ? time : next;
            send.send().block();
        }
    }

    private void sleepUntil(Instant time) {
        now = time;
        send.send().block();
    }

    private List<String> titles() {
        return said.all().stream()
                .map(SaidWords.Said::title)
                .map(title -> title.replace(": Replace a disk", ""))
                .toList();
    }

    private List<Tuple> rows(AnnouncementState state) {
        return announcements
                .list(state, null, 50)
                .map(one -> Tuple.tuple(one.kind(), one.dueAt()))
                .collectList()
                .block();
    }

    @Test
    void tellsADayBeforeAnHourBeforeAtTheStartAndAtTheEndInOneConversation() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START);
        becomes(WindowState.STARTED, WINDOW);
        until(WINDOW.endsAt());
        becomes(WindowState.COMPLETED, WINDOW);
        until(WINDOW.endsAt().plusSeconds(600));
        assertThat(titles())
                .containsExactly(
                        "Maintenance starts in 24 hours",
                        "Maintenance starts in an hour",
                        "Maintenance has started",
                        "Maintenance is done");
        assertThat(said.all())
                .extracting(SaidWords.Said::operation)
                .containsExactly(Operation.OPEN, Operation.CALL, Operation.CALL, Operation.CLOSE);
        assertThat(said.all()).extracting(SaidWords.Said::subject).containsOnly("announcement/w");
        assertThat(rows(AnnouncementState.PLANNED)).isEmpty();
    }

    @Test
    void theStartIsToldWhenItHappensNotWhenItWasToHappen() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START.plusSeconds(3600));
        assertThat(titles()).hasSize(2);
        becomes(WindowState.STARTED, WINDOW);
        send.send().block();
        assertThat(titles()).hasSize(3).endsWith("Maintenance has started");
    }

    @Test
    void aWindowOfHalfAnHourAheadIsAnnouncedOnceAtOnce() {
        Window soon = window(NOON.plus(Duration.ofMinutes(30)));
        becomes(WindowState.PLANNED, soon);
        send.send().block();
        until(soon.startsAt());
        assertThat(titles()).containsExactly("Maintenance starts in 30 minutes");
    }

    @Test
    void aMovedWindowMovesWhatIsPlannedAndSaysNothingWhenNothingWasSaid() {
        becomes(WindowState.PLANNED, WINDOW);
        Window later = window(START.plus(Duration.ofDays(2)));
        becomes(WindowState.PLANNED, later);
        assertThat(rows(AnnouncementState.PLANNED))
                .containsExactlyInAnyOrder(
                        Tuple.tuple(Kind.DAY_BEFORE, later.startsAt().minus(Duration.ofDays(1))),
                        Tuple.tuple(Kind.HOUR_BEFORE, later.startsAt().minus(Duration.ofHours(1))),
                        Tuple.tuple(Kind.STARTS, later.startsAt()));
        until(START);
        assertThat(titles()).isEmpty();
        assertThat(rows(AnnouncementState.DROPPED)).isEmpty();
    }

    @Test
    void aMoveThatPeopleMustHearOfIsSaidAndRemindersFollow() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START.minus(Duration.ofHours(20)));
        Window later = window(START.plus(Duration.ofDays(2)));
        becomes(WindowState.PLANNED, later);
        until(later.startsAt());
        assertThat(titles())
                .containsExactly(
                        "Maintenance starts in 24 hours",
                        "Maintenance was moved",
                        "Maintenance starts in 24 hours",
                        "Maintenance starts in an hour");
        assertThat(said.all().get(1).message().words().text()).contains("It was to run from Thu 5 Mar 12:00 UTC");
    }

    @Test
    void movedCloseIsSaidOnceByTheMoveItself() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START.minus(Duration.ofHours(20)));
        Window sooner = window(now.plus(Duration.ofMinutes(40)));
        becomes(WindowState.PLANNED, sooner);
        until(sooner.startsAt());
        assertThat(titles()).containsExactly("Maintenance starts in 24 hours", "Maintenance was moved");
    }

    @Test
    void aChangeThatNobodyNoticesIsNotTold() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START.minus(Duration.ofHours(20)));
        becomes(
                WindowState.PLANNED,
                new Window(
                        WINDOW.title(),
                        "Other words.",
                        WINDOW.components(),
                        WINDOW.impact(),
                        WINDOW.startsAt(),
                        WINDOW.endsAt(),
                        false,
                        "bob"));
        until(START.minus(Duration.ofHours(19)));
        assertThat(titles()).hasSize(1);
    }

    @Test
    void cancelledBeforeAnythingWasSaidSaysNothing() {
        becomes(WindowState.PLANNED, WINDOW);
        becomes(WindowState.CANCELLED, WINDOW);
        until(START);
        assertThat(titles()).isEmpty();
        assertThat(rows(AnnouncementState.DROPPED)).hasSize(3);
    }

    @Test
    void cancelledAfterwardsIsSaid() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START.minus(Duration.ofHours(20)));
        becomes(WindowState.CANCELLED, WINDOW);
        until(START);
        assertThat(titles()).containsExactly("Maintenance starts in 24 hours", "Maintenance was cancelled");
        assertThat(said.all().getLast().operation()).isEqualTo(Operation.CLOSE);
    }

    @Test
    void lateOnesAreOneThatIsTrue() {
        becomes(WindowState.PLANNED, WINDOW);
        sleepUntil(START.minus(Duration.ofMinutes(10)));
        assertThat(titles()).containsExactly("Maintenance starts in 10 minutes");
        assertThat(rows(AnnouncementState.SENT))
                .containsExactly(Tuple.tuple(Kind.HOUR_BEFORE, START.minus(Duration.ofHours(1))));
    }

    @Test
    void aReminderWhoseStartHasPassedIsNotTold() {
        becomes(WindowState.PLANNED, WINDOW);
        sleepUntil(START.plusSeconds(1));
        assertThat(titles()).isEmpty();
        assertThat(rows(AnnouncementState.DROPPED)).hasSize(2);
    }

    @Test
    void aWindowThatRanWhileNobodyCouldSendIsToldAsDoneOnly() {
        becomes(WindowState.PLANNED, WINDOW);
        now = START;
        becomes(WindowState.STARTED, WINDOW);
        now = WINDOW.endsAt();
        becomes(WindowState.FAILED, WINDOW);
        send.send().block();
        assertThat(titles()).containsExactly("Maintenance failed");
    }

    @Test
    void whatIsOlderThanADayIsNotTold() {
        becomes(WindowState.PLANNED, WINDOW);
        now = START;
        becomes(WindowState.STARTED, WINDOW);
        now = WINDOW.endsAt();
        becomes(WindowState.COMPLETED, WINDOW);
        sleepUntil(now.plus(Duration.ofHours(25)));
        assertThat(titles()).isEmpty();
        assertThat(announcements
                        .list(AnnouncementState.DROPPED, null, 9)
                        .map(Announcement::why)
                        .collectList()
                        .block())
                .contains("It was too old when it could be told");
    }

    @Test
    void aWindowThatWasOverWhenFirstHeardOfIsNotAnnounced() {
        becomes(WindowState.COMPLETED, WINDOW);
        send.send().block();
        assertThat(titles()).isEmpty();
    }

    @Test
    void anExtensionAndAnOverdueEndAreTold() {
        becomes(WindowState.PLANNED, WINDOW);
        until(START);
        becomes(WindowState.STARTED, WINDOW);
        until(WINDOW.endsAt().plusSeconds(600));
        becomes(WindowState.STARTED, WINDOW, now);
        send.send().block();
        becomes(WindowState.STARTED, window(START, WINDOW.endsAt().plus(Duration.ofHours(1)), WINDOW.components()));
        send.send().block();
        assertThat(titles())
                .endsWith(
                        "Maintenance should have ended at Thu 5 Mar 14:00 UTC",
                        "Maintenance takes longer, until Thu 5 Mar 15:00 UTC");
    }

    @Test
    void twoInstancesTellItOnce() {
        becomes(WindowState.PLANNED, WINDOW);
        now = START.minus(Duration.ofHours(24));
        Flux.range(0, 8).flatMap(n -> send.send(), 8).then().block();
        assertThat(titles()).hasSize(1);
    }

    @Test
    void oneThatFailsIsPutOffAndTriedAgain() {
        becomes(WindowState.PLANNED, WINDOW);
        broken = true;
        sleepUntil(START.minus(Duration.ofHours(24)));
        broken = false;
        send.send().block();
        assertThat(titles()).isEmpty();
        sleepUntil(now.plusSeconds(2));
        assertThat(titles()).containsExactly("Maintenance starts in 24 hours");
    }

    @Test
    void whoeverCannotBeToldStopsNobodyElse() {
        wire(List.of("unknown", "slack-ops"));
        becomes(WindowState.PLANNED, WINDOW);
        sleepUntil(START.minus(Duration.ofHours(24)));
        assertThat(said.all()).extracting(SaidWords.Said::destination).containsExactly("slack-ops");
        wire(List.of());
        sleepUntil(START.minus(Duration.ofHours(1)));
        assertThat(announcements
                        .list(AnnouncementState.DROPPED, null, 9)
                        .map(Announcement::why)
                        .collectList()
                        .block())
                .containsExactly("notifier.announcements.destinations names nobody");
    }
}
