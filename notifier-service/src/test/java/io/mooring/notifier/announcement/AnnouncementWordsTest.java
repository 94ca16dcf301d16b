package io.mooring.notifier.announcement;

import static io.mooring.notifier.maintenance.Told.NOON;
import static io.mooring.notifier.maintenance.Told.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.WindowState;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementWordsTest {

    private final AnnouncementWords words = new AnnouncementWords(ZoneId.of("Europe/Zurich"), _ -> "not told");

    private static KnownWindow known(WindowState state, String why) {
        return new KnownWindow("w", state, window(NOON), NOON, null, null, why, null);
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H, 24 hours",
        "PT23H59M, 24 hours",
        "PT30M, 30 minutes",
        "PT1H, an hour",
        "PT59M59S, an hour",
        "PT20S, a minute",
        "PT72H, 3 days",
        "PT2H, 2 hours"
    })
    void saysHowLongUntilTheStart(Duration ahead, String said) {
        assertThat(words.headline(Kind.HOUR_BEFORE, known(WindowState.PLANNED, ""), null, NOON.minus(ahead)))
                .isEqualTo("Maintenance starts in " + said);
    }

    @Test
    void tellsTimesInUtcAndInThePeoplesZone() {
        Words said = words.of(Kind.STARTS, known(WindowState.STARTED, ""), null, NOON);
        assertThat(said.title()).isEqualTo("Maintenance has started: Replace a disk");
        assertThat(said.facts())
                .contains(
                        new Fact("From", "Mon 2 Mar 12:00 UTC (Mon 13:00 Europe/Zurich)"),
                        new Fact("Impact", "slower or in part"),
                        new Fact("Components", "database"));
        assertThat(new AnnouncementWords(ZoneId.of("UTC"), _ -> "").time(NOON)).isEqualTo("Mon 2 Mar 12:00 UTC");
    }

    @Test
    void saysWhatIsNotToldOfAlertsWhileItIsSo() {
        assertThat(words.of(Kind.DAY_BEFORE, known(WindowState.PLANNED, ""), null, NOON)
                        .facts())
                .contains(new Fact("Alerts", "not told"));
        assertThat(words.of(Kind.OVERDUE, known(WindowState.STARTED, ""), null, NOON)
                        .facts())
                .contains(new Fact("Alerts", "told as always"));
        assertThat(words.of(Kind.DONE, known(WindowState.COMPLETED, ""), null, NOON)
                        .facts())
                .extracting(Fact::name)
                .doesNotContain("Alerts");
    }

    @Test
    void saysFromWhenToWhenItMovedAndWhy() {
        AnnouncementWords.LastTold last =
                new AnnouncementWords.LastTold(NOON.minus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(1)));
        Words said = words.of(Kind.CHANGED, known(WindowState.PLANNED, "The disk is late"), last, NOON);
        assertThat(said.title()).startsWith("Maintenance was moved");
        assertThat(said.text())
                .contains(
                        "It was to run from Mon 2 Mar 11:00 UTC",
                        "now it is from Mon 2 Mar 12:00 UTC",
                        "The disk is late");
    }

    @Test
    void aFailedOneIsNotCalledDone() {
        Words said = words.of(Kind.DONE, known(WindowState.FAILED, "The disk is dead"), null, NOON);
        assertThat(said.title()).startsWith("Maintenance failed");
        assertThat(said.text()).contains("The disk is dead");
    }
}
