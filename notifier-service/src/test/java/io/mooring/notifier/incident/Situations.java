package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.oncall.Because;
import io.mooring.notifier.oncall.Duty;
import io.mooring.notifier.oncall.OnCallSettings.HoursSettings;
import io.mooring.notifier.oncall.Person;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Incidents, alerts and settings for tests. */
final class Situations {

    /** A Friday. */
    static final Instant NOW = Instant.parse("2026-01-09T10:00:00Z");

    static final List<Duty> LEVELS = List.of(duty("on-call", "ann"), duty("team-lead", "bob"), duty("cto", "eve"));

    private Situations() {}

    static IncidentSettings settings(Set<Priority> resolveThemselves) {
        return new IncidentSettings(
                List.of(
                        new IncidentSettings.Opens(Severity.EMERGENCY, Map.of(), Priority.P1),
                        new IncidentSettings.Opens(Severity.CRITICAL, Map.of("tier", "front"), Priority.P2)),
                List.of("service"),
                Duration.ofMinutes(30),
                3,
                true,
                Map.of(),
                Map.of(),
                Map.of(
                        Priority.P0,
                        List.of("ops", "pagerduty"),
                        Priority.P1,
                        List.of("ops"),
                        Priority.P2,
                        List.of("ops")),
                Set.of(Priority.P0, Priority.P1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                resolveThemselves,
                Duration.ofMinutes(30),
                new IncidentSettings.Customers(
                        Set.of(Priority.P0, Priority.P1), Duration.ofMinutes(30), List.of("customers")),
                new IncidentSettings.PostMortems(
                        Set.of(Priority.P0, Priority.P1),
                        Duration.ofHours(48),
                        Duration.ofHours(12),
                        Duration.ofHours(24)),
                new HoursSettings(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(17, 0)),
                Set.of(),
                ZoneOffset.UTC,
                Duration.ofSeconds(1));
    }

    static IncidentRules rules() {
        return new IncidentRules(settings(Set.of(Priority.P2)));
    }

    static Incident opened(Priority priority) {
        return opened(UUID.randomUUID(), 1, priority);
    }

    static Incident opened(UUID id, long number, Priority priority) {
        Incident.Wording words = new Incident.Wording("The shop is down", "Nobody can pay");
        return new OpenIncident(rules())
                .byPerson(id, number, words, List.of(), priority, "ada", NOW)
                .after();
    }

    static Duty duty(String level, String person) {
        Person one = new Person(person, person, List.of("mail-" + person), ZoneOffset.UTC);
        return new Duty(level, "ops", one, Because.ROTATION, null);
    }

    static Duty nobody(String level) {
        return new Duty(level, "ops", null, Because.NOBODY, null);
    }

    static Alert alert(String key, Severity severity, Map<String, String> labels) {
        return alert(UUID.randomUUID(), key, severity, labels, AlertState.FIRING);
    }

    static Alert alert(UUID id, String key, Severity severity, Map<String, String> labels, AlertState state) {
        Alert.Acknowledgement taken =
                state == AlertState.ACKNOWLEDGED ? new Alert.Acknowledgement("bob", Alert.Via.SLACK, NOW, "") : null;
        return new Alert(
                id,
                key,
                state,
                1,
                severity,
                Words.of("Alert " + key, "It hurts"),
                labels,
                new Origin("event", "Tested", "test", "", null),
                NOW,
                NOW,
                NOW,
                1,
                false,
                null,
                taken,
                null);
    }
}
