package io.mooring.notifier.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.hearing.HeardTypes.Sender;
import io.mooring.notifier.hearing.ReadSilences.LastHeard;
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
    private static final Sender SHOP = new Sender("HealthSampled", "shop");
    private static NotifierDatabase database;
    private NoteHearing note;
    private ReadSilences silences;
    private ForgetHearing forget;

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
        database.client()
                .sql("TRUNCATE hearing, heard_type, deaf, alert CASCADE")
                .then()
                .block();
        note = new NoteHearing(database.client());
        silences = new ReadSilences(database.client());
        forget = new ForgetHearing(database.client());
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
        forget.forget(List.of(MONITOR)).block();
        assertThat(deaf()).as("the monitor was heard within it").containsExactly("0-232");
        note.heard(MONITOR, Instant.now(), Duration.ofMinutes(1)).block();
        forget.forget(List.of(MONITOR)).block();
        assertThat(deaf())
                .as("but what ended lately")
                .singleElement()
                .asString()
                .startsWith("100-");
    }

    /** Each of them has its silence noted when it speaks again. */
    @Test
    void whoHasGoneAwayKeepsNothingOfOthers() {
        Instant now = Instant.now();
        Sender gone = new Sender("HealthSampled", "gone");
        Sender sick = new Sender("HealthSampled", "sick");
        for (Sender sender : List.of(MONITOR, gone, sick)) {
            note.heard(sender, now.minus(Duration.ofDays(8)), Duration.ofMinutes(1))
                    .block();
        }
        for (int hour = 12; hour >= 0; hour--) {
            note.heard(SHOP, now.minus(Duration.ofHours(hour)), Duration.ofMinutes(1))
                    .block();
        }
        note.heardUntil(now.minus(Duration.ofHours(9))).block();
        note.heardUntil(now.minus(Duration.ofHours(3))).block();
        note.heardUntil(now).block();
        isSick("sick", now.minus(Duration.ofDays(8)));
        forget.forget(List.of(MONITOR)).block();
        assertThat(known()).containsExactly(MONITOR, SHOP, sick);
        assertThat(deafOf("shop")).as("of the last hour").isEqualTo(1);
        assertThat(deafOf("")).as("of which the open alert asks").isEqualTo(2);
        for (int hour = 12; hour >= 0; hour--) {
            note.heard(MONITOR, now.minus(Duration.ofHours(hour)), Duration.ofMinutes(1))
                    .block();
        }
        database.client()
                .sql("UPDATE alert SET state = 'RESOLVED', ending = '{}'")
                .then()
                .block();
        forget.forget(List.of(MONITOR)).block();
        assertThat(known()).containsExactly(MONITOR, SHOP);
        assertThat(deafOf("")).isEqualTo(1);
    }

    @Test
    void aSilenceOfWhichAnOpenAlertAsksIsKept() {
        Instant now = Instant.now();
        for (int hour = 12; hour >= 0; hour--) {
            note.heard(SHOP, now.minus(Duration.ofHours(hour)), Duration.ofMinutes(1))
                    .block();
        }
        isSick("shop", now.minus(Duration.ofMinutes(210)));
        forget.forget(List.of(MONITOR)).block();
        assertThat(deafOf("shop")).isEqualTo(4);
    }

    private static void isSick(String source, Instant heardAt) {
        database.client()
                .sql("""
                        INSERT INTO alert (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type,
                                           source, correlation_id, started_at, raised_at, heard_at, reports, flapping, ends_at, revised_at)
                        VALUES (gen_random_uuid(), :source, 'FIRING', 1, 'CRITICAL', 2, '', '', '[]', '{}', '', 'HealthSampled',
                                :source, '', :at, :at, :at, 1, false, :at, :at)
                        """)
                .bind("source", source)
                .bind("at", heardAt)
                .then()
                .block();
    }

    private static long deafOf(String source) {
        return database.client()
                .sql("SELECT count(*) FROM deaf WHERE source = :source")
                .bind("source", source)
                .mapValue(Long.class)
                .one()
                .block();
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
        note.heard(SHOP, NOON.plusSeconds(57), Duration.ofMinutes(1)).block();
        everyThreeSeconds(0, 60);
        assertThat(silences.of(List.of(MONITOR, SHOP)).block())
                .containsEntry(MONITOR, new LastHeard(NOON, true))
                .containsEntry(SHOP, new LastHeard(NOON.plusSeconds(57), false));
    }

    @Test
    void whatIsExpectedNoLongerIsForgotten() {
        heard(0);
        heardHealth(0);
        forget.forget(List.of(MONITOR)).block();
        assertThat(known()).containsExactly(MONITOR);
        forget.forget(List.of(new Sender("BackupStarted", "backup-service"))).block();
        assertThat(known()).isEmpty();
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
        return silences.of(List.of(MONITOR)).block().values().stream()
                .filter(LastHeard::silent)
                .map(LastHeard::at)
                .toList();
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

    private static List<Sender> known() {
        return database.client()
                .sql("SELECT event_type, source FROM heard_type ORDER BY source")
                .map(row -> new Sender(row.get("event_type", String.class), row.get("source", String.class)))
                .all()
                .collectList()
                .block();
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
