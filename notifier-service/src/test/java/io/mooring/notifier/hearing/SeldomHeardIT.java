package io.mooring.notifier.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.hearing.HeardTypes.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that samples its health every ten minutes: that is longer than what counts as a silence. */
class SeldomHeardIT {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Sender SHOP = new Sender("HealthSampled", "shop");
    private static NotifierDatabase database;
    private NoteHearing note;
    private AlertsForTests alerts;
    private Instant now;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void wire() {
        database.client()
                .sql("TRUNCATE hearing, heard_type, deaf, alert, alert_key CASCADE")
                .then()
                .block();
        note = new NoteHearing(database.client());
        alerts = AlertsForTests.followed(database, () -> now, List.of());
        for (int minute = -20; minute <= 0; minute += 10) {
            now = at(minute);
            well();
        }
        listenedUntilNow();
    }

    @Test
    void whatItSaysNoMoreEnds() {
        sick();
        until(10);
        well();
        assertThat(isOpen()).as("nothing was heard of it since").isTrue();
        until(10.5);
        assertThat(isOpen()).isTrue();
        until(11);
        assertThat(isOpen())
                .as("two minutes after one word and one after the next")
                .isFalse();
    }

    @Test
    void whatItSaysEachTimeGoesOn() {
        for (int minute = 0; minute <= 20; minute += 10) {
            until(minute);
            sick();
        }
        until(29);
        assertThat(episodes()).isEqualTo(1);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void whileItIsSilentNothingEnds() {
        sick();
        until(30);
        assertThat(isOpen()).isTrue();
        well();
        until(31);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whileNobodyListensNothingEnds() {
        sick();
        until(10);
        well();
        now = at(19);
        note.heardUntil(now).block();
        end();
        assertThat(isOpen()).as("nobody heard it for nine minutes").isTrue();
        until(20);
        assertThat(isOpen()).isFalse();
    }

    /** Whoever heard it is about to say what. */
    @Test
    void whatItJustSaidIsWaitedFor() {
        sick();
        until(10);
        well();
        now = at(20);
        listenedUntilNow();
        note.heard(SHOP, now.plusSeconds(2), WITHIN).block();
        end();
        assertThat(isOpen()).as("up to now it was silent").isTrue();
        until(20.5);
        assertThat(isOpen()).as("it said nothing bad").isFalse();
    }

    /** One that speaks all the time is known to be silent from its last word on. */
    @Test
    void whoSpokeAllTheTimeAndComesBackIsListenedToForLong() {
        speaksUntil(3);
        sick();
        until(20);
        speaksUntil(23);
        assertThat(isOpen()).as("two and a half minutes are not enough").isTrue();
        speaksUntil(23.5);
        assertThat(isOpen()).isFalse();
    }

    private void well() {
        note.heard(SHOP, now, WITHIN).block();
    }

    private void sick() {
        Report report = new Report(
                "health/shop/db",
                Report.Says.FIRING,
                Severity.CRITICAL,
                Words.of("db of shop does not work", ""),
                Map.of(),
                now,
                Origin.of("e" + now, SHOP.type(), SHOP.source()),
                QUIET);
        alerts.reports().hear(List.of(report)).block();
        well();
    }

    private void speaksUntil(double minute) {
        everyHalfMinute(minute, this::well);
    }

    private void until(double minute) {
        everyHalfMinute(minute, () -> {});
    }

    private void everyHalfMinute(double minute, Runnable what) {
        while (now.isBefore(at(minute))) {
            now = now.plusSeconds(30);
            what.run();
            listenedUntilNow();
            end();
        }
    }

    private static Instant at(double minute) {
        return NOON.plusSeconds(Math.round(minute * 60));
    }

    /** All the time. */
    private void listenedUntilNow() {
        database.client()
                .sql(
                        "INSERT INTO hearing (heard_until) VALUES (:now) ON CONFLICT (one) DO UPDATE SET heard_until = :now")
                .bind("now", now)
                .then()
                .block();
    }

    private void end() {
        AlertsForTests.endQuiet(database, () -> now).block();
    }

    private static boolean isOpen() {
        return AlertsForTests.on(database)
                .openOf("health/shop/db")
                .blockOptional()
                .isPresent();
    }

    private static long episodes() {
        return database.client()
                .sql("SELECT count(*) FROM alert")
                .mapValue(Long.class)
                .one()
                .block();
    }
}
