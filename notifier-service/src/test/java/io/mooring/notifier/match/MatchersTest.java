package io.mooring.notifier.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.alert.Severity;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchersTest {

    private static final Labelled ALERT = new Labelled(
            Map.of("team", "shop", "service", "api-1", "app.kubernetes.io/name", "web", "source", "label"),
            "backup/plan-1",
            Severity.CRITICAL,
            "backup-service",
            "BackupFailed");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team=shop",
                " team = shop ",
                "team=\"shop\"",
                "team!=web",
                "missing!=web",
                "missing=",
                "service=~api.*",
                "service=~a|api-.",
                "service!~api",
                "app.kubernetes.io/name=web",
                "alertKey=~backup/.+",
                "severity=critical",
                "severity=CRITICAL",
                "severity=~critical|emergency",
                "source=backup-service",
                "eventType=BackupFailed"
            })
    void holds(String condition) {
        assertThat(Matcher.parse(condition).matches(ALERT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team=web",
                "team!=shop",
                "missing=web",
                "team=",
                "service=~api",
                "service!~api.*",
                "severity=emergency",
                "source=label"
            })
    void doesNotHold(String condition) {
        assertThat(Matcher.parse(condition).matches(ALERT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "team", "=shop", "te am=shop", "team!shop", "severity=critcal", "service=~(api", "a=~[", "!"
            })
    void refusesInWordsWhatIsNoCondition(String condition) {
        assertThatThrownBy(() -> Matcher.parse(condition))
                .isInstanceOf(InvalidMatcherException.class)
                .message()
                .hasSizeGreaterThan(20);
    }

    @Test
    void aHostilePatternNeitherHangsNorTakesAllMemory() {
        Labelled long500 = new Labelled(Map.of("a", "a".repeat(499) + "!"), "k", Severity.INFO, "s", "e");
        assertThat(Matcher.parse("a=~(a+)+").matches(long500)).isFalse();
        assertThat(Matcher.parse("a=~(a|a?)*b").matches(long500)).isFalse();
        for (String bomb : List.of("(((x{1000}){1000}){1000})", "((((a{0,99}){99}){99}){,99})", "x{999999999999}{9}")) {
            assertThatThrownBy(() -> Matcher.parse("a=~" + bomb)).isInstanceOf(InvalidMatcherException.class);
        }
        assertThatThrownBy(() -> Matcher.parse("a=~" + "b".repeat(201))).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> Matcher.parse("a=" + "b".repeat(501))).hasMessageContaining("at most 500");
        assertThatThrownBy(() -> Matcher.parse("b".repeat(5_000))).message().hasSizeLessThan(250);
    }

    @Property(tries = 500)
    void anyTextIsAConditionOrRefusedInWordsAndIsReadBackAsWritten(@ForAll @StringLength(max = 60) String text) {
        try {
            Matcher matcher = Matcher.parse("label" + text);
            assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
        } catch (InvalidMatcherException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Test
    void allMustHold() {
        assertThat(Matchers.parse(List.of("team=shop", "severity=critical")).matches(ALERT))
                .isTrue();
        assertThat(Matchers.parse(List.of("team=shop", "severity=info")).matches(ALERT))
                .isFalse();
        assertThat(Matchers.NONE.matches(ALERT)).isTrue();
        assertThat(Matchers.parse(List.of("team=shop", "severity=info")).firstThatFails(ALERT))
                .hasToString("severity=info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team!=web",
                "team=~.*",
                "team=~.+",
                "alertKey=~(?s).+",
                "severity!=info",
                "severity=~.*",
                "severity=~info|warning|critical|emergency",
                "team=",
                "alertKey!~x"
            })
    void knowsWhatMatchesAlmostEverything(String condition) {
        assertThat(Matchers.parse(List.of(condition)).matchAlmostEverything()).isTrue();
        assertThat(Matchers.parse(List.of(condition, "service=api")).matchAlmostEverything())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"team=shop, team!=shop", "zone=~a.*, zone!~a.*"})
    void hasAnOppositeThatHoldsWhereItDoesNot(String condition, String opposite) {
        assertThat(Matcher.parse(condition).opposite()).isEqualTo(Matcher.parse(opposite));
        assertThat(Matcher.parse(opposite).opposite()).isEqualTo(Matcher.parse(condition));
        assertThat(Matcher.parse(condition).opposite().fits("abc"))
                .isNotEqualTo(Matcher.parse(condition).fits("abc"));
    }

    @Test
    void atMostTwentyConditions() {
        List<String> many = java.util.stream.IntStream.range(0, 21)
                .mapToObj(n -> "l" + n + "=v")
                .toList();
        assertThatThrownBy(() -> Matchers.parse(many)).hasMessageContaining("at most 20");
    }
}
