package io.mooring.notifier.oncall;

import static io.mooring.notifier.oncall.Rosters.cover;
import static io.mooring.notifier.oncall.Rosters.onCall;
import static io.mooring.notifier.oncall.Rosters.rotation;
import static io.mooring.notifier.oncall.Rosters.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnCallTest {

    private static final Rotation DAILY = rotation(Turn.DAILY, "09:00", "2026-01-05", "ann", "bob");

    @Test
    void handsOverByTheClockOfItsZone() {
        assertThat(who(DAILY, "2026-01-05T08:00:00Z")).isEqualTo("ann");
        assertThat(who(DAILY, "2026-01-06T07:59:59Z")).isEqualTo("ann");
        assertThat(who(DAILY, "2026-01-06T08:00:00Z")).isEqualTo("bob");
        assertThat(who(DAILY, "2026-07-06T06:59:59Z"))
                .as("summer time")
                .isNotEqualTo(who(DAILY, "2026-07-06T07:00:00Z"));
    }

    @Test
    void nobodysTurnItIsBeforeTheRotationBegins() {
        Slot slot = DAILY.at(Instant.parse("2026-01-05T07:59:59Z"));
        assertThat(slot).isEqualTo(Slot.nobody(Instant.parse("2026-01-05T08:00:00Z")));
    }

    @Test
    void aWeekBeginsOnItsWeekdayAndTheFirstOneWhenTheRotationDoes() {
        Rotation weekly = rotation(Turn.WEEKLY, "09:00", "2026-01-07", "ann", "bob");
        assertThat(who(weekly, "2026-01-07T07:59:59Z")).isNull();
        assertThat(who(weekly, "2026-01-07T08:00:00Z")).isEqualTo("ann");
        assertThat(who(weekly, "2026-01-12T07:59:59Z")).isEqualTo("ann");
        assertThat(who(weekly, "2026-01-12T08:00:00Z")).isEqualTo("bob");
        assertThat(who(weekly, "2026-01-19T08:00:00Z")).isEqualTo("ann");
    }

    @Test
    void aHandOverThatTheClocksSkipIsAtTheMomentTheyGoForward() {
        Rotation night = rotation(Turn.DAILY, "02:30", "2026-03-28", "ann", "bob");
        assertThat(who(night, "2026-03-29T00:59:59Z")).isEqualTo("ann");
        assertThat(who(night, "2026-03-29T01:00:00Z")).isEqualTo("bob");
    }

    @Test
    void aHandOverThatComesTwiceIsAtTheFirstTime() {
        Rotation night = rotation(Turn.DAILY, "02:30", "2026-10-24", "ann", "bob");
        assertThat(who(night, "2026-10-25T00:29:59Z")).isEqualTo("ann");
        assertThat(who(night, "2026-10-25T00:30:00Z")).isEqualTo("bob");
        assertThat(who(night, "2026-10-25T01:30:00Z")).as("half past two again").isEqualTo("bob");
    }

    @Test
    void aCoverSplitsAShiftAndSaysWhy() {
        OnCall onCall = onCall(
                schedule(new Layer(DAILY, null)), cover(1, "eve", "2026-01-05T12:00:00Z", "2026-01-05T14:00:00Z"));
        assertThat(shifts(onCall, "2026-01-05T08:00:00Z", "2026-01-06T08:00:00Z"))
                .containsExactly(
                        shift("2026-01-05T08:00:00Z", "2026-01-05T12:00:00Z", "ann", Because.ROTATION),
                        shift("2026-01-05T12:00:00Z", "2026-01-05T14:00:00Z", "eve", Because.OVERRIDE),
                        shift("2026-01-05T14:00:00Z", "2026-01-06T08:00:00Z", "ann", Because.ROTATION));
    }

    @Test
    void ofCoversThatOverlapTheNewerHolds() {
        OnCall onCall = onCall(
                schedule(new Layer(DAILY, null)),
                cover(2, "bob", "2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z"),
                cover(1, "eve", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"));
        assertThat(shifts(onCall, "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"))
                .containsExactly(
                        shift("2026-01-05T10:00:00Z", "2026-01-05T12:00:00Z", "eve", Because.OVERRIDE),
                        shift("2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z", "bob", Because.OVERRIDE),
                        shift("2026-01-05T13:00:00Z", "2026-01-05T14:00:00Z", "eve", Because.OVERRIDE));
    }

    @Test
    void aCoverBySomebodyWhomSettingsNoLongerNameHidesNobodysTurn() {
        OnCall onCall = onCall(
                schedule(new Layer(DAILY, null)),
                cover(1, "somebody-gone", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"));
        assertThat(shifts(onCall, "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"))
                .allSatisfy(shift -> assertThat(shift.because()).isEqualTo(Because.ROTATION));
    }

    @Test
    void aCoverBySomebodyWhomSettingsNoLongerNameIsSaidToBePassedOverWhileItWouldHold() {
        Cover gone = cover(2, "somebody-gone", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z");
        Cover eve = cover(1, "eve", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z");
        Cover bob = cover(3, "bob", "2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z");
        OnCall onCall = onCall(schedule(new Layer(DAILY, null)), gone, eve, bob);
        assertThat(onCall.passedOver("ops", Instant.parse("2026-01-05T10:00:00Z")))
                .as("the one below it holds")
                .contains(gone);
        assertThat(onCall.passedOver("ops", Instant.parse("2026-01-05T12:00:00Z")))
                .as("a newer one would hold anyway")
                .isEmpty();
        assertThat(onCall.passedOver("ops", Instant.parse("2026-01-05T14:00:00Z")))
                .isEmpty();
        assertThat(onCall.passedOver("other", Instant.parse("2026-01-05T10:00:00Z")))
                .isEmpty();
        assertThat(onCall.passedOver(null, Instant.parse("2026-01-05T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void theApiNamesWhoIsPassedOver() {
        Cover gone = cover(1, "somebody-gone", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z");
        OnCall onCall = onCall(schedule(new Layer(DAILY, null)), gone);
        Duty duty = onCall.levels(gone.from()).getFirst();
        assertThat(OnCallViews.DutyView.of(duty, gone).passedOver())
                .isEqualTo(new OnCallViews.Somebody("somebody-gone", "somebody-gone"));
        assertThat(OnCallViews.DutyView.of(duty, null).passedOver()).isNull();
        assertThat(OnCallViews.CoverView.of(gone, onCall.roster()).passedOver()).isTrue();
        assertThat(OnCallViews.CoverView.of(
                                cover(1, "eve", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"), onCall.roster())
                        .passedOver())
                .isFalse();
    }

    @Test
    void outsideTheHoursOfAnUpperLayerTheOneBelowHolds() {
        Hours business =
                new Hours(Rosters.BERLIN, Set.of(DayOfWeek.MONDAY), LocalTime.parse("09:00"), LocalTime.parse("17:00"));
        Schedule both = schedule(
                new Layer(rotation(Turn.DAILY, "00:00", "2026-01-05", "bob"), null),
                new Layer(rotation(Turn.DAILY, "00:00", "2026-01-05", "ann"), business));
        assertThat(shifts(onCall(both), "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"))
                .containsExactly(
                        shift("2026-01-05T00:00:00Z", "2026-01-05T08:00:00Z", "bob", Because.ROTATION),
                        shift("2026-01-05T08:00:00Z", "2026-01-05T16:00:00Z", "ann", Because.ROTATION),
                        shift("2026-01-05T16:00:00Z", "2026-01-06T00:00:00Z", "bob", Because.ROTATION));
    }

    @Test
    void aGapInTheHoursIsShownAsNobody() {
        Hours business =
                new Hours(Rosters.BERLIN, Set.of(DayOfWeek.MONDAY), LocalTime.parse("09:00"), LocalTime.parse("17:00"));
        OnCall onCall = onCall(schedule(new Layer(DAILY, business)));
        Duty duty = onCall.levels(Instant.parse("2026-01-05T16:00:00Z")).getFirst();
        assertThat(duty.person()).isNull();
        assertThat(duty.because()).isEqualTo(Because.NOBODY);
        assertThat(duty.until()).isEqualTo("2026-01-12T08:00:00Z");
    }

    @Test
    void hoursOverMidnightBelongToTheDayTheyBegin() {
        Hours night =
                new Hours(Rosters.BERLIN, Set.of(DayOfWeek.FRIDAY), LocalTime.parse("22:00"), LocalTime.parse("06:00"));
        assertThat(night.at(Instant.parse("2026-01-10T04:59:59Z")))
                .isEqualTo(new Hours.Span(true, Instant.parse("2026-01-10T05:00:00Z")));
        assertThat(night.at(Instant.parse("2026-01-10T05:00:00Z")))
                .isEqualTo(new Hours.Span(false, Instant.parse("2026-01-16T21:00:00Z")));
    }

    @Test
    void aLevelMayBeAPersonWhoIsAlwaysOnCall() {
        assertThat(onCall(schedule(new Layer(DAILY, null))).levels(Instant.EPOCH))
                .extracting(
                        Duty::level,
                        duty -> duty.person() == null ? null : duty.person().id(),
                        Duty::because)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("on-call", null, Because.NOBODY),
                        org.assertj.core.groups.Tuple.tuple("cto", "eve", Because.PERSON));
    }

    private static List<Shift> shifts(OnCall onCall, String from, String to) {
        return onCall.shifts(onCall.roster().schedules().get("ops"), Instant.parse(from), Instant.parse(to));
    }

    private static Shift shift(String from, String to, String person, Because because) {
        return new Shift(Instant.parse(from), Instant.parse(to), person, because);
    }

    private static String who(Rotation rotation, String at) {
        return rotation.at(Instant.parse(at)).person();
    }
}
