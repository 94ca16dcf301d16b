package io.mooring.notifier.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.hearing.HeardTypes.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class NoteHearingIT {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Sender MONITOR = new Sender("HealthSampled", "monitor-service");
    private static NotifierDatabase database;
    private NoteHearing note;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.client().sql("TRUNCATE hearing, heard_type, deaf").then().block();
        note = new NoteHearing(database.client());
    }

    @Test
    void fromLookToLookNobodyIsDeaf() {
        heard(0);
        heard(3);
        heard(11);
        assertThat(heardUntil()).isEqualTo(NOON.plusSeconds(11));
        assertThat(deaf()).isEmpty();
    }

    @Test
    void whatIsLongerIsTimeInWhichNobodyListened() {
        heard(0);
        heard(240);
        heard(243);
        heard(300);
        assertThat(deaf()).containsExactly("0-232", "243-292");
    }

    /** Two instances look; the slower one says what is known. */
    @Test
    void whatIsKnownStaysKnown() {
        heard(0);
        Mono.when(note.heardUntil(NOON.plusSeconds(240)), note.heardUntil(NOON.plusSeconds(241)))
                .block();
        heard(3);
        assertThat(heardUntil()).isEqualTo(NOON.plusSeconds(241));
        assertThat(deaf()).hasSize(1).first().asString().startsWith("0-23");
    }

    @Test
    void timesOfWhichNobodyAsksAreForgotten() {
        heard(0);
        heard(240);
        note.heard(MONITOR, NOON.plusSeconds(100), Duration.ofMinutes(1)).block();
        note.forget().block();
        assertThat(deaf()).as("the monitor was heard within it").containsExactly("0-232");
        note.heard(MONITOR, Instant.now(), Duration.ofMinutes(1)).block();
        note.forget().block();
        assertThat(deaf())
                .as("but what ended lately")
                .singleElement()
                .asString()
                .startsWith("100-");
    }

    /** A database whose clock was ahead, and is right now. */
    @Test
    void whatAWrongClockNotedGivesWay() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        note.heardUntil(now.plus(Duration.ofHours(1))).block();
        note.heard(MONITOR, now.plus(Duration.ofHours(1)), Duration.ofMinutes(1))
                .block();
        note.heardUntil(now).block();
        note.heard(MONITOR, now, Duration.ofMinutes(1)).block();
        assertThat(heardUntil()).isEqualTo(now);
        assertThat(database.client()
                        .sql("SELECT heard_at FROM heard_type")
                        .mapValue(Instant.class)
                        .one()
                        .block())
                .isEqualTo(now);
    }

    @Test
    void theSilenceOfOneSaysNothingOfAnother() {
        heard(0);
        heardHealth(0);
        note.heard(new Sender("HealthSampled", "shop"), NOON.plusSeconds(57), Duration.ofMinutes(1))
                .block();
        everyThreeSeconds(0, 60);
        assertThat(note.silent().block()).containsOnlyKeys(MONITOR);
    }

    @Test
    void whatIsExpectedNoLongerIsGivenUp() {
        heard(0);
        heardHealth(0);
        assertThat(note.giveUp(List.of("HealthSampled")).collectList().block()).isEmpty();
        assertThat(note.giveUp(List.of()).collectList().block()).containsExactly("HealthSampled");
        everyThreeSeconds(0, 90);
        assertThat(silent()).isEmpty();
    }

    @Test
    void whoSaysSomethingAllTheTimeIsMissedWhenEverybodyListensAndNothingComes() {
        heard(0);
        heardHealth(0);
        everyThreeSeconds(0, 57);
        assertThat(silent()).isEmpty();
        heard(60);
        assertThat(silent()).containsExactly(NOON);
        heardHealth(62);
        heard(63);
        assertThat(silent()).isEmpty();
        assertThat(deaf()).containsExactly("0-62");
    }

    @Test
    void whileNobodyListensNobodyIsMissed() {
        heardHealth(0);
        heard(10);
        heard(600);
        everyThreeSeconds(600, 639);
        assertThat(silent()).as("so far somebody listened for 57 s").isEmpty();
        heard(642);
        assertThat(silent()).hasSize(1);
    }

    /** What overlaps counts once. */
    @Test
    void timeInWhichNothingCanBeKnownIsTheUnionOfAllSuchTimes() {
        heardHealth(0);
        heard(10);
        heard(300);
        heardHealth(310);
        assertThat(deafTime(0, "HealthSampled")).isEqualTo(310);
        assertThat(deafTime(100, "HealthSampled")).isEqualTo(210);
        assertThat(deafTime(0, "BackupFailed")).isEqualTo(282);
        assertThat(deafTime(310, "HealthSampled")).isZero();
    }

    private void everyThreeSeconds(int from, int until) {
        for (int second = from; second <= until; second += 3) {
            heard(second);
        }
    }

    private void heardHealth(int second) {
        note.heard(MONITOR, NOON.plusSeconds(second), Duration.ofMinutes(1)).block();
    }

    private List<Instant> silent() {
        return List.copyOf(note.silent().block().values());
    }

    private static long deafTime(int since, String type) {
        return database.client()
                .sql("SELECT extract(epoch FROM deaf_time(:since, :type, 'monitor-service'))::bigint")
                .bind("since", NOON.plusSeconds(since))
                .bind("type", type)
                .mapValue(Long.class)
                .one()
                .block();
    }

    private void heard(int second) {
        note.heardUntil(NOON.plusSeconds(second)).block();
    }

    private static Instant heardUntil() {
        return database.client()
                .sql("SELECT heard_until FROM hearing")
                .mapValue(Instant.class)
                .one()
                .block();
    }

    private static List<String> deaf() {
        return database.client()
                .sql("SELECT since, until FROM deaf ORDER BY since")
                .map(row ->
                        Duration.between(NOON, row.get("since", Instant.class)).toSeconds() + "-"
                                + Duration.between(NOON, row.get("until", Instant.class))
                                        .toSeconds())
                .all()
                .collectList()
                .block();
    }
}
