package io.mooring.notifier.oncall;

import io.mooring.notifier.oncall.OnCallSettings.LayerSettings;
import io.mooring.notifier.oncall.OnCallSettings.LevelSettings;
import io.mooring.notifier.oncall.OnCallSettings.ScheduleSettings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From settings to a roster; whatever does not fit together is said at once, all of it. */
final class ReadRoster {

    private final Map<String, PersonSettings> people;
    private final OnCallSettings settings;
    private final List<String> faults = new ArrayList<>();

    private ReadRoster(Map<String, PersonSettings> people, OnCallSettings settings) {
        this.people = people;
        this.settings = settings;
    }

    /** @throws IllegalArgumentException with every fault in words */
    static Roster of(Map<String, PersonSettings> people, OnCallSettings settings) {
        return new ReadRoster(people, settings).read();
    }

    private Roster read() {
        settings.schedules().forEach(this::check);
        settings.levels().forEach(this::check);
        long names =
                settings.levels().stream().map(LevelSettings::name).distinct().count();
        if (names < settings.levels().size()) {
            faults.add("notifier.on-call.levels: two levels have the same name");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("On-call settings do not fit together: " + String.join("; ", faults));
        }
        return new Roster(everybody(), schedules(), levels());
    }

    private void check(String name, ScheduleSettings schedule) {
        schedule.layers().stream()
                .flatMap(layer -> layer.people().stream())
                .filter(person -> !people.containsKey(person))
                .distinct()
                .forEach(unknown -> faults.add(
                        "notifier.on-call.schedules." + name + ": notifier.people has no '" + unknown + "'"));
    }

    private void check(LevelSettings level) {
        String where = "notifier.on-call.levels, " + level.name() + ": ";
        String schedule = level.schedule();
        String person = level.person();
        if ((schedule == null) == (person == null)) {
            faults.add(where + "name either a schedule or a person");
        }
        if (schedule != null && !settings.schedules().containsKey(schedule)) {
            faults.add(where + "there is no schedule '" + schedule + "'");
        }
        if (person != null && !people.containsKey(person)) {
            faults.add(where + "notifier.people has no '" + person + "'");
        }
    }

    private Map<String, Person> everybody() {
        Map<String, Person> everybody = new TreeMap<>();
        people.forEach((id, one) -> everybody.put(id, new Person(id, one.name(), one.destinations(), one.zone())));
        return everybody;
    }

    private Map<String, Schedule> schedules() {
        Map<String, Schedule> schedules = new TreeMap<>();
        settings.schedules()
                .forEach((name, one) -> schedules.put(
                        name,
                        new Schedule(
                                name,
                                one.zone(),
                                one.layers().stream()
                                        .map(layer -> layer(layer, one.zone()))
                                        .toList())));
        return schedules;
    }

    private static Layer layer(LayerSettings layer, ZoneId zone) {
        Rotation rotation = new Rotation(
                zone, layer.rotation(), layer.handOver(), layer.weekday(), layer.starting(), layer.people());
        OnCallSettings.HoursSettings only = layer.only();
        return new Layer(rotation, only == null ? null : only.in(zone));
    }

    private List<Roster.Level> levels() {
        return settings.levels().stream()
                .map(level -> new Roster.Level(level.name(), level.schedule(), level.person()))
                .toList();
    }
}
