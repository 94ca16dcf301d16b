package io.mooring.notifier.input;

import static io.mooring.notifier.input.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Samples;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.input.InputRecords.Known;
import io.mooring.notifier.input.InputRecords.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every memory of inputs must do. */
abstract class InputRecordsContract {

    private static final Input INPUT = input(Duration.ofMinutes(5));

    private InputRecords records;

    /** One that remembers nothing. */
    abstract InputRecords empty();

    @BeforeEach
    void begin() {
        records = empty();
    }

    @Test
    void whatWasSaidBeforeIsNamed() {
        assertThat(admit(firing("a", "disk", 0), firing("b", "web", 0))).isEmpty();
        assertThat(admit(firing("b", "web", 0), firing("c", "disk", 1))).containsExactly("b");
    }

    @Test
    void anEndThatComesAfterTheNextBeginningIsNamed() {
        assertThat(admit(firing("a", "disk", 0), firing("b", "disk", 10))).isEmpty();
        assertThat(admit(resolved("c", "disk", 0), resolved("d", "disk", 10), resolved("e", "web", 0)))
                .as("of the first episode, which the second has followed")
                .containsExactly("c");
    }

    @Test
    void whatIsHeardCountsAndABeatEndsTheSilence() {
        register(INPUT, 0);
        assertThat(known()).isEqualTo(new Known(Duration.ZERO, 0, null, null, at(0), 0, 0));
        records.save(new Watch("prod", at(0), at(60), Duration.ofSeconds(60), 2, null))
                .block();
        records.heard(INPUT, false, at(70)).block();
        assertThat(known()).isEqualTo(new Known(Duration.ofSeconds(60), 2, at(70), null, at(0), 1, 0));
        records.heard(INPUT, true, at(80)).block();
        assertThat(known()).isEqualTo(new Known(Duration.ZERO, 2, at(80), at(80), at(0), 2, 0));
        assertThat(records.take("prod").block()).isEqualTo(new Watch("prod", at(0), at(80), Duration.ZERO, 2, at(80)));
    }

    @Test
    void anotherSettingBeginsTheWatchAnewAndTheSameDoesNot() {
        register(INPUT, 0);
        records.save(new Watch("prod", at(0), at(60), Duration.ofSeconds(60), 0, null))
                .block();
        register(INPUT, 70);
        assertThat(records.take("prod").block().silent()).isEqualTo(Duration.ofSeconds(60));
        register(input(null), 80);
        assertThat(records.take("prod").block()).isEqualTo(new Watch("prod", at(80), at(80), Duration.ZERO, 0, null));
    }

    @Test
    void anotherSettingIsNoSignOfLife() {
        register(INPUT, 0);
        records.save(new Watch("prod", at(0), at(60), Duration.ofHours(1), 10, null))
                .block();
        register(input(Duration.ofMinutes(2)), 70);
        assertThat(records.take("prod").block())
                .as("late by the new settings, told once")
                .isEqualTo(new Watch("prod", at(70), at(70), Duration.ofMinutes(3), 1, null));
    }

    @Test
    void nobodyWatchesWhatIsNotRegistered() {
        assertThat(records.take("prod").block()).isNull();
        assertThat(records.known().block()).isEmpty();
    }

    @Test
    void thoseAreAbandonedWhoseSilenceWasToldAndNobodyWatches() {
        register(INPUT, 0);
        assertThat(abandoned(Set.of())).isEmpty();
        records.save(new Watch("prod", at(0), at(60), Duration.ofSeconds(60), 1, null))
                .block();
        assertThat(abandoned(Set.of("other"))).containsExactly("prod");
        assertThat(abandoned(Set.of("other", "prod"))).isEmpty();
    }

    @Test
    void refusalsInTheSameWordsAreCountedAndTheOldestGo() {
        register(INPUT, 0);
        refuse("one", 0);
        refuse("two", 10);
        refuse("one", 20);
        assertThat(records.refusals("prod").block())
                .containsExactly(
                        new Refusal("bad", 400, "one", 2, at(0), at(20)),
                        new Refusal("bad", 400, "two", 1, at(10), at(10)));
        refuse("three", 30);
        assertThat(records.refusals("prod").block()).extracting(Refusal::words).containsExactly("three", "one");
        assertThat(records.refusals("other").block()).isEmpty();
        assertThat(known().refused()).isEqualTo(4);
    }

    private Set<String> admit(Signal.Said... said) {
        return records.admit(INPUT, List.of(said), NOW).block();
    }

    private void register(Input input, int second) {
        records.register(input, at(second)).block();
    }

    private Known known() {
        return records.known().block().get("prod");
    }

    private List<String> abandoned(Set<String> watched) {
        return records.abandoned(watched).collectList().block();
    }

    private void refuse(String words, int second) {
        records.refused("prod", new Refusal("bad", 400, words, 1, at(second), at(second)), 2)
                .block();
    }

    private static Signal.Said firing(String id, String key, int since) {
        return said(id, Samples.firing(key, Severity.WARNING), since);
    }

    private static Signal.Said resolved(String id, String key, int since) {
        return said(id, Samples.resolved(key, at(since)), since);
    }

    private static Signal.Said said(String id, Report report, int since) {
        return new Signal.Said(id, report, at(since));
    }

    private static Instant at(int second) {
        return NOW.plusSeconds(second);
    }

    private static Input input(@Nullable Duration expectedEvery) {
        return Input.of(
                "prod",
                new InputSettings(
                        InputKind.ALERTMANAGER,
                        Sample.TOKEN,
                        "",
                        "",
                        expectedEvery,
                        Duration.ofMinutes(1),
                        "",
                        new SeverityRule("severity", Map.of()),
                        Map.of()));
    }
}
