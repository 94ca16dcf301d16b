package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatherTest {

    @Test
    void theFirstOfAGroupOpensAndTheSecondJoins() {
        Gather gather = gather(List.of(), 0, NOON);
        UUID first = place(gather, "a", Severity.CRITICAL, "g");
        assertThat(place(gather, "b", Severity.CRITICAL, "g")).isEqualTo(first);
        assertThat(place(gather, "c", Severity.CRITICAL, "other")).isNotEqualTo(first);
        Gathering both = gather.touched().getFirst();
        assertThat(gather.isNew(both)).isTrue();
        assertThat(both.members()).isEqualTo(2);
        assertThat(both.callAt()).isEqualTo(NOON.plus(TellSettings.DEFAULTS.callAgain()));
    }

    @Test
    void whoComesLaterOpensAnew() {
        Gathering old = Gathering.open(UUID.randomUUID(), "slack", "g", false, Severity.WARNING, NOON);
        assertThat(place(gather(List.of(old), 1, NOON.plusSeconds(29)), "a", Severity.WARNING, "g"))
                .isEqualTo(old.id());
        assertThat(place(gather(List.of(old), 1, NOON.plusSeconds(30)), "a", Severity.WARNING, "g"))
                .isNotEqualTo(old.id());
    }

    @Test
    void withoutAnyTimeToJoinEachHasItsOwn() {
        TellSettings apart = new TellSettings(
                Duration.ZERO,
                1_000,
                TellSettings.DEFAULTS.stormEnds(),
                TellSettings.DEFAULTS.callAgain(),
                TellSettings.DEFAULTS.callAgainInStorm(),
                TellSettings.DEFAULTS.standInAfter(),
                TellSettings.DEFAULTS.remindLongest(),
                TellSettings.DEFAULTS.auditEvery());
        Gather gather = new Gather(apart, UUID::randomUUID, List.of(), 0, NOON);
        assertThat(place(gather, "a", Severity.WARNING, "g")).isNotEqualTo(place(gather, "b", Severity.WARNING, "g"));
        Gathering ahead = Gathering.open(UUID.randomUUID(), "slack", "g", false, Severity.WARNING, NOON.plusMillis(5));
        Gather later = new Gather(apart, UUID::randomUUID, List.of(ahead), 1, NOON);
        assertThat(place(later, "c", Severity.WARNING, "g")).isNotEqualTo(ahead.id());
    }

    @Test
    void aGraverNewcomerCallsPeopleAndALikeOneDoesNot() {
        Gathering open = Gathering.open(UUID.randomUUID(), "slack", "g", false, Severity.WARNING, NOON);
        Gather gather = gather(List.of(open), 1, NOON.plusSeconds(1));
        place(gather, "a", Severity.WARNING, "g");
        assertThat(gather.isLoud(open)).isFalse();
        place(gather, "b", Severity.CRITICAL, "g");
        assertThat(gather.isLoud(open)).isTrue();
    }

    @Test
    void whenTooManyOpenTheRestIsOneStorm() {
        Gather gather = gather(List.of(), 0, NOON);
        for (int i = 0; i < 1_000; i++) {
            place(gather, "alert-" + i, Severity.WARNING, "group-" + i);
        }
        List<Gathering> touched = gather.touched();
        assertThat(touched).hasSize(TellSettings.DEFAULTS.stormAt() + 1);
        Gathering storm = touched.getLast();
        assertThat(storm.storm()).isTrue();
        assertThat(touched.stream().mapToInt(Gathering::members).sum()).isEqualTo(1_000);
        assertThat(storm.members()).isEqualTo(1_000 - TellSettings.DEFAULTS.stormAt());
    }

    @Test
    void aStormTakesWhatComesUntilNothingCame() {
        Gathering storm = Gathering.open(UUID.randomUUID(), "slack", Gathering.STORM, true, Severity.WARNING, NOON);
        assertThat(place(gather(List.of(storm), 0, NOON.plusSeconds(119)), "a", Severity.WARNING, "g"))
                .isEqualTo(storm.id());
        assertThat(place(gather(List.of(storm), 0, NOON.plusSeconds(120)), "a", Severity.WARNING, "g"))
                .isNotEqualTo(storm.id());
    }

    private static Gather gather(List<Gathering> open, int begun, Instant now) {
        return new Gather(TellSettings.DEFAULTS, UUID::randomUUID, open, begun, now);
    }

    private static UUID place(Gather gather, String key, Severity severity, String group) {
        return gather.place(alert(key, severity, Map.of()), "slack", group);
    }
}
