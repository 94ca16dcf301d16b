package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static io.mooring.notifier.alert.Samples.report;
import static io.mooring.notifier.alert.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.Episodes.Step;
import io.mooring.notifier.alert.Report.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpisodesTest {

    private static final String KEY = "backup/shop";
    private final Episodes episodes = new Episodes(AlertSettings.DEFAULTS, UUID::randomUUID);
    private final KeyState unknown = KeyState.unknown(KEY);

    @Test
    void theFirstReportRaisesAndTheNextOnlyCounts() {
        Step raised = episodes.hear(unknown, firing(KEY, Severity.CRITICAL), NOON);
        assertThat(raised.what()).isEqualTo(What.RAISED);
        Step again = episodes.hear(raised.next(), firing(KEY, Severity.CRITICAL), NOON.plusSeconds(1));
        assertThat(again.what()).isNull();
        assertThat(again.next().open()).satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(raised.alert().id());
            assertThat(alert.reports()).isEqualTo(2);
            assertThat(alert.revision()).isEqualTo(1);
        });
    }

    @Test
    void whatIsGraverIsToldAndWasNotAcknowledged() {
        KeyState open = raised(Severity.WARNING);
        KeyState acknowledged = episodes.acknowledge(open, ann(), NOON).next();
        Step graver = episodes.hear(acknowledged, firing(KEY, Severity.EMERGENCY), NOON.plusSeconds(5));
        assertThat(graver.what()).isEqualTo(What.ESCALATED);
        assertThat(graver.alert().state()).isEqualTo(AlertState.FIRING);
        assertThat(graver.alert().acknowledgement()).isNull();
    }

    @Test
    void whatSwingsBetweenTwoSeveritiesCallsOnceAndStaysAcknowledged() {
        KeyState state = hear(raised(Severity.WARNING), Severity.CRITICAL, 60, What.ESCALATED);
        state = episodes.acknowledge(state, ann(), NOON.plusSeconds(61)).next();
        for (int minute = 2; minute < 60; minute += 2) {
            state = hear(state, Severity.WARNING, minute * 60, What.UPDATED);
            state = hear(state, Severity.CRITICAL, minute * 60 + 60, What.RELAPSED);
        }
        assertThat(state.open().state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(state.open().severity()).isEqualTo(Severity.CRITICAL);
        state = hear(state, Severity.WARNING, 3_600, What.UPDATED);
        assertThat(hear(state, Severity.EMERGENCY, 3_660, What.ESCALATED).open().acknowledgement())
                .as("graver than it lately was")
                .isNull();
        int later = 3_600 + (int) AlertSettings.DEFAULTS.flapWithin().toSeconds();
        hear(state, Severity.CRITICAL, later - 1, What.RELAPSED);
        assertThat(hear(state, Severity.CRITICAL, later, What.ESCALATED).open().state())
                .as("it was lesser for long")
                .isEqualTo(AlertState.FIRING);
    }

    @Test
    void theGravestThatItLatelyWasCountsHoweverItCameDown() {
        KeyState state = hear(raised(Severity.EMERGENCY), Severity.CRITICAL, 60, What.UPDATED);
        state = hear(state, Severity.WARNING, 120, What.UPDATED);
        hear(state, Severity.EMERGENCY, 180, What.RELAPSED);
    }

    private KeyState hear(KeyState before, Severity severity, int second, What expected) {
        Step step = episodes.hear(before, firing(KEY, severity), NOON.plusSeconds(second));
        assertThat(step.what()).as("%s after %s s", severity, second).isEqualTo(expected);
        return step.next();
    }

    @Test
    void whatIsLesserStaysAcknowledged() {
        KeyState acknowledged =
                episodes.acknowledge(raised(Severity.CRITICAL), ann(), NOON).next();
        Step lesser = episodes.hear(acknowledged, firing(KEY, Severity.WARNING), NOON.plusSeconds(5));
        assertThat(lesser.what()).isEqualTo(What.UPDATED);
        assertThat(lesser.alert().state()).isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void aFigureThatChangesWithEveryReportIsToldNowAndThen() {
        KeyState open = raised(Severity.WARNING);
        Report other = new Report(
                KEY,
                Says.FIRING,
                Severity.WARNING,
                Words.of("Something is wrong with " + KEY, "91 %"),
                open.open().labels(),
                NOON,
                open.open().origin(),
                null);
        Step kept = episodes.hear(open, other, NOON.plusSeconds(10));
        assertThat(kept.what()).isNull();
        assertThat(kept.alert().words().text()).as("who looks sees it").isEqualTo("91 %");
        assertThat(episodes.hear(open, other, NOON.plusSeconds(60)).what()).isEqualTo(What.UPDATED);
        assertThat(episodes.retell(kept.next(), NOON.plusSeconds(59)).what()).isNull();
        Step told = episodes.retell(kept.next(), NOON.plusSeconds(60));
        assertThat(told.what()).isEqualTo(What.UPDATED);
        assertThat(told.alert().revision()).isEqualTo(open.open().revision() + 1);
        assertThat(episodes.retell(told.next(), NOON.plusSeconds(999)).what()).isNull();
    }

    @Test
    void whatComesAfterTheEndIsAnotherEpisode() {
        KeyState open = raised(Severity.CRITICAL);
        Step ended = episodes.hear(open, resolved(KEY, NOON.plusSeconds(9)), NOON.plusSeconds(9));
        assertThat(ended.what()).isEqualTo(What.RESOLVED);
        assertThat(ended.alert().ending().how()).isEqualTo(Alert.How.RECOVERED);
        Step next = episodes.hear(ended.next(), firing(KEY, Severity.CRITICAL), NOON.plusSeconds(20));
        assertThat(next.what()).isEqualTo(What.RAISED);
        assertThat(next.alert().id()).isNotEqualTo(open.open().id());
    }

    @Test
    void aResolutionFromBeforeTheEpisodeEndsNothing() {
        Step late = episodes.hear(raised(Severity.CRITICAL), resolved(KEY, NOON.minusSeconds(60)), NOON.plusSeconds(9));
        assertThat(late.what()).isNull();
        assertThat(late.next().open()).isNotNull();
    }

    @Test
    void aResolutionOfNothingIsNothing() {
        Step step = episodes.hear(unknown, resolved(KEY, NOON), NOON);
        assertThat(step.what()).isNull();
        assertThat(step.next()).isEqualTo(unknown);
    }

    @Test
    void whatComesAndGoesIsOneEpisodeUntilItStaysWell() {
        KeyState state = unknown;
        Instant now = NOON;
        for (int i = 0; i < 2; i++) {
            state = episodes.hear(state, firing(KEY, Severity.CRITICAL), now).next();
            state = episodes.hear(state, resolved(KEY, now.plusSeconds(10)), now.plusSeconds(10))
                    .next();
            now = now.plusSeconds(20);
        }
        state = episodes.hear(state, firing(KEY, Severity.CRITICAL), now).next();
        Step held = episodes.hear(state, resolved(KEY, now.plusSeconds(10)), now.plusSeconds(10));
        assertThat(held.what()).isEqualTo(What.UPDATED);
        assertThat(held.alert().flapping()).isTrue();
        assertThat(held.alert().isOpen()).isTrue();
        // It fires once more: still the same episode, and nobody is told again.
        Step again = episodes.hear(held.next(), firing(KEY, Severity.CRITICAL), now.plusSeconds(20));
        assertThat(again.what()).isNull();
        Step well = episodes.hear(again.next(), resolved(KEY, now.plusSeconds(30)), now.plusSeconds(30));
        assertThat(well.what()).isNull();
        assertThat(episodes.endQuiet(well.next(), now.plusSeconds(60)).what()).isNull();
        Step over = episodes.endQuiet(well.next(), now.plusSeconds(30).plus(AlertSettings.DEFAULTS.flapHold()));
        assertThat(over.what()).isEqualTo(What.RESOLVED);
        assertThat(over.alert().ending().how()).isEqualTo(Alert.How.RECOVERED);
    }

    @Test
    void whatIsNotHeardOfAnyMoreEndsByItself() {
        Report report = report(KEY, Says.FIRING, Severity.WARNING, "Lag", NOON, Duration.ofMinutes(5));
        KeyState open = episodes.hear(unknown, report, NOON).next();
        KeyState heard = episodes.hear(open, report, NOON.plusSeconds(200)).next();
        assertThat(episodes.endQuiet(heard, NOON.plusSeconds(400)).what()).isNull();
        assertThat(episodes.endQuiet(heard, NOON.plusSeconds(500))
                        .alert()
                        .ending()
                        .how())
                .isEqualTo(Alert.How.QUIET);
    }

    @Test
    void newsIsToldAndLeavesNoEpisode() {
        Step news = episodes.hear(unknown, report(KEY, Says.NEWS, Severity.INFO, "Done", NOON, null), NOON);
        assertThat(news.what()).isEqualTo(What.NEWS);
        assertThat(news.next().open()).isNull();
    }

    @Test
    void acknowledgingTwiceIsAcknowledgingOnce() {
        KeyState acknowledged =
                episodes.acknowledge(raised(Severity.CRITICAL), ann(), NOON).next();
        assertThat(episodes.acknowledge(acknowledged, ann(), NOON).what()).isNull();
        Step givenBack = episodes.unacknowledge(acknowledged, new AlertChange.GivenBack("bob", "shift is over"), NOON);
        assertThat(givenBack.what()).isEqualTo(What.UNACKNOWLEDGED);
        assertThat(ChangeWords.of(new AlertChange(givenBack.what(), givenBack.alert(), NOON, givenBack.givenBack())))
                .isEqualTo("Given back by bob, nobody works on it: shift is over");
    }

    private KeyState raised(Severity severity) {
        return episodes.hear(unknown, firing(KEY, severity), NOON).next();
    }

    private static Alert.Acknowledgement ann() {
        return new Alert.Acknowledgement("ann", Alert.Via.API, NOON, "");
    }
}
