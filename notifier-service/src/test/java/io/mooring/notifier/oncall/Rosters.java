package io.mooring.notifier.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People and schedules for tests. */
final class Rosters {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Rosters() {}

    static Rotation rotation(Turn turn, String handOver, String starting, String... people) {
        return new Rotation(
                BERLIN, turn, LocalTime.parse(handOver), DayOfWeek.MONDAY, LocalDate.parse(starting), List.of(people));
    }

    static Schedule schedule(Layer... layers) {
        return new Schedule("ops", BERLIN, List.of(layers));
    }

    static OnCall onCall(Schedule schedule, Cover... covers) {
        Map<String, Person> people = Map.of("ann", person("ann"), "bob", person("bob"), "eve", person("eve"));
        Roster roster = new Roster(
                people,
                Map.of(schedule.name(), schedule),
                List.of(new Roster.Level("on-call", "ops", null), new Roster.Level("cto", null, "eve")));
        return new OnCall(roster, List.of(covers));
    }

    static Person person(String id) {
        return new Person(id, id.toUpperCase(java.util.Locale.ROOT), List.of("mail-" + id), BERLIN);
    }

    /** @param age the higher, the newer */
    static Cover cover(int age, String person, String from, String to) {
        return new Cover(
                new UUID(age, age),
                "ops",
                person,
                Instant.parse(from),
                Instant.parse(to),
                "a reason",
                "ann",
                Instant.EPOCH.plusSeconds(age),
                List.of());
    }
}
