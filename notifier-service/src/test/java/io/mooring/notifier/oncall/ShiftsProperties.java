package io.mooring.notifier.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the rotation, the zone and the covers: every moment is somebody's, or is known to be nobody's. */
class ShiftsProperties {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final Instant BEGIN = Instant.parse("2025-12-30T00:00:00Z");

    @Property(tries = 300)
    void shiftsCoverTheTimeWithoutGapOrOverlap(
            @ForAll("onCalls") OnCall onCall,
            @ForAll @IntRange(max = 400) int day,
            @ForAll @IntRange(min = 1, max = 900) int hours) {
        Instant from = BEGIN.plus(Duration.ofDays(day));
        Instant to = from.plus(Duration.ofHours(hours));
        List<Shift> shifts = onCall.shifts(ops(onCall), from, to);
        assertThat(shifts.getFirst().from()).isEqualTo(from);
        assertThat(shifts.getLast().to()).isEqualTo(to);
        for (int i = 0; i < shifts.size(); i++) {
            assertThat(shifts.get(i).to()).isAfter(shifts.get(i).from());
            if (i > 0) {
                assertThat(shifts.get(i).from()).isEqualTo(shifts.get(i - 1).to());
            }
        }
    }

    @Property(tries = 300)
    void aShiftSaysOfEachOfItsMomentsWhatIsSaidOfTheMoment(
            @ForAll("onCalls") OnCall onCall, @ForAll @IntRange(max = 9_000) int hour) {
        Instant at = BEGIN.plus(Duration.ofHours(hour));
        Shift shift = onCall.shifts(ops(onCall), at.minus(Duration.ofDays(2)), at.plus(Duration.ofDays(2))).stream()
                .filter(one -> !at.isBefore(one.from()) && at.isBefore(one.to()))
                .findFirst()
                .orElseThrow();
        Duty duty = onCall.levels(at).getFirst();
        assertThat(duty.person() == null ? null : duty.person().id()).isEqualTo(shift.person());
        assertThat(duty.because()).isEqualTo(shift.because());
    }

    @Property(tries = 300)
    void aNewCoverHoldsThroughoutAndChangesNothingElse(
            @ForAll("onCalls") OnCall before,
            @ForAll @IntRange(max = 9_000) int hour,
            @ForAll @IntRange(min = 1, max = 300) int hours) {
        Instant from = BEGIN.plus(Duration.ofHours(hour));
        Instant to = from.plus(Duration.ofHours(hours));
        List<Cover> covers = new ArrayList<>(before.covers());
        covers.add(cover(1_000, "eve", from, to));
        OnCall after = new OnCall(before.roster(), covers);
        assertThat(after.shifts(ops(after), from, to)).containsExactly(new Shift(from, to, "eve", Because.OVERRIDE));
        Instant early = from.minus(Duration.ofDays(20));
        assertThat(after.shifts(ops(after), early, from)).isEqualTo(before.shifts(ops(before), early, from));
        Instant late = to.plus(Duration.ofDays(20));
        assertThat(after.shifts(ops(after), to, late)).isEqualTo(before.shifts(ops(before), to, late));
    }

    @Property(tries = 300)
    void turnsComeInTheirOrderAndNobodyIsLeftOut(@ForAll("rotations") Rotation rotation) {
        Schedule schedule = new Schedule("ops", rotation.zone(), List.of(new Layer(rotation, null)));
        Instant from = WallClock.shows(rotation.starting(), rotation.handOver(), rotation.zone());
        List<Shift> shifts = Rosters.onCall(schedule).shifts(schedule, from, from.plus(Duration.ofDays(200)));
        for (int i = 0; i < shifts.size() && rotation.people().size() > 1; i++) {
            String expected = rotation.people().get(i % rotation.people().size());
            assertThat(shifts.get(i).person()).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<OnCall> onCalls() {
        return Combinators.combine(
                        layers().list().ofMinSize(1).ofMaxSize(3),
                        covers().list().ofMaxSize(4))
                .as((layers, covers) -> Rosters.onCall(
                        new Schedule("ops", layers.getFirst().rotation().zone(), layers),
                        covers.toArray(Cover[]::new)));
    }

    private Arbitrary<Layer> layers() {
        return Combinators.combine(rotations(), hours().injectNull(0.5)).as(Layer::new);
    }

    @Provide
    Arbitrary<Rotation> rotations() {
        return Combinators.combine(
                        zones(),
                        Arbitraries.of(Turn.class),
                        times(),
                        Arbitraries.of(DayOfWeek.class),
                        Arbitraries.integers().between(0, 300).map(FIRST::plusDays),
                        Arbitraries.of(List.of("ann"), List.of("ann", "bob"), List.of("bob", "ann", "eve")))
                .as(Rotation::new);
    }

    private Arbitrary<Hours> hours() {
        Arbitrary<Set<DayOfWeek>> days =
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).map(EnumSet::copyOf);
        return Combinators.combine(zones(), days, times(), times()).as(Hours::new);
    }

    private static Arbitrary<Cover> covers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9_000),
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.integers().between(0, 99))
                .as((hour, hours, age) -> {
                    Instant from = BEGIN.plus(Duration.ofHours(hour));
                    return cover(age, age % 2 == 0 ? "ann" : "bob", from, from.plus(Duration.ofHours(hours)));
                });
    }

    /** Half hours, so that the hours of the clock changes come often; Lord Howe changes by half an hour only. */
    private static Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 47).map(half -> LocalTime.MIN.plusMinutes(30L * half));
    }

    private static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Africa/Cairo",
                        "Asia/Kolkata")
                .map(ZoneId::of);
    }

    private static Cover cover(int age, String person, Instant from, Instant to) {
        return new Cover(
                UUID.randomUUID(),
                "ops",
                person,
                from,
                to,
                "a reason",
                "ann",
                Instant.EPOCH.plusSeconds(age),
                List.of());
    }

    private static Schedule ops(OnCall onCall) {
        return onCall.roster().schedules().get("ops");
    }
}
