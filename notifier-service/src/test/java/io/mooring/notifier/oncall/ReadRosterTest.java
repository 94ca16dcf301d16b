package io.mooring.notifier.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.oncall.OnCallSettings.LayerSettings;
import io.mooring.notifier.oncall.OnCallSettings.LevelSettings;
import io.mooring.notifier.oncall.OnCallSettings.ScheduleSettings;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadRosterTest {

    @Test
    void saysEverythingThatDoesNotFitTogether() {
        LayerSettings layer = new LayerSettings(
                Turn.DAILY, LocalTime.NOON, DayOfWeek.MONDAY, LocalDate.EPOCH, List.of("ann", "ghost"), null);
        OnCallSettings settings = new OnCallSettings(
                Map.of("ops", new ScheduleSettings(Rosters.BERLIN, List.of(layer))),
                List.of(
                        new LevelSettings("on-call", "nights", null),
                        new LevelSettings("team-lead", null, "nobody"),
                        new LevelSettings("team-lead", "ops", "ann"),
                        new LevelSettings("cto", null, null)),
                Duration.ofDays(1));
        Map<String, PersonSettings> people = Map.of("ann", new PersonSettings("Ann", List.of(), Rosters.BERLIN));
        assertThatThrownBy(() -> ReadRoster.of(people, settings))
                .hasMessageContaining("'ghost'")
                .hasMessageContaining("there is no schedule 'nights'")
                .hasMessageContaining("notifier.people has no 'nobody'")
                .hasMessageContaining("team-lead: name either a schedule or a person")
                .hasMessageContaining("cto: name either a schedule or a person")
                .hasMessageContaining("two levels have the same name");
    }

    @Test
    void whoAnsweredElsewhereIsKnownByName() {
        Map<String, PersonSettings> people = Map.of("ann", new PersonSettings("Ann Lee", List.of(), Rosters.BERLIN));
        Roster roster = ReadRoster.of(people, new OnCallSettings(Map.of(), List.of(), Duration.ofDays(1)));
        assertThat(List.of("ann", "Ann Lee", "ann lee", "Ann Lee (PagerDuty)", "ann (Slack)"))
                .allSatisfy(who -> assertThat(roster.named(who)).map(Person::id).contains("ann"));
        assertThat(roster.named("Somebody with the pager (PagerDuty)")).isEmpty();
    }
}
