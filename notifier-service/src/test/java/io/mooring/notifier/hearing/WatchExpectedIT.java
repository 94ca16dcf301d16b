package io.mooring.notifier.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.hearing.HearingSettings.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WatchExpectedIT {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final TopicPartition SAMPLES = new TopicPartition("mooring.health.samples", 0);
    private static final Map<String, Expected> EXPECTED =
            Map.of("HealthSampled", new Expected(Duration.ofMinutes(2), "monitor-service"));
    private static NotifierDatabase database;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<Report> said = new ArrayList<>();
    private Instant now = NOON;
    private boolean isKafkaAway;
    private boolean isKilled;
    private AlertsForTests alerts;
    private HeardTypes types;
    private LookWhatWasHeard look;
    private WatchExpected watch;

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
        types = new HeardTypes(EXPECTED.keySet(), () -> now);
        alerts = AlertsForTests.followed(database, () -> now, List.of());
        Offsets all = new Offsets(Map.of(SAMPLES, 1L), Map.of(SAMPLES, 1L));
        look = new LookWhatWasHeard(
                EXPECTED,
                () -> isKafkaAway ? Mono.error(new IllegalStateException("away")) : Mono.just(all),
                types,
                new NoteHearing(database.client()),
                () -> now,
                meters);
        watch = watching(EXPECTED);
    }

    private WatchExpected watching(Map<String, Expected> expected) {
        return new WatchExpected(
                expected,
                new ReadSilences(database.client()),
                new ForgetHearing(database.client()),
                reports -> isKilled
                        ? Mono.error(new IllegalStateException("killed"))
                        : alerts.reports().hear(reports).doOnSuccess(heard -> said.addAll(reports)),
                () -> now);
    }

    @Test
    void aMonitorThatFallsSilentIsSaidAndItsReturnToo() {
        types.heard("HealthSampled", "monitor-service");
        passes(Duration.ofMinutes(1));
        assertThat(said).extracting(Report::says).containsOnly(Report.Says.RESOLVED);
        passes(Duration.ofMinutes(2));
        assertThat(said.getLast().says()).isEqualTo(Report.Says.FIRING);
        assertThat(said.getLast().words().title()).isEqualTo("monitor-service has fallen silent");
        assertThat(said.getLast().words().text()).contains("Its last HealthSampled came at 2026-03-02 12:00:00 UTC");
        types.heard("HealthSampled", "monitor-service");
        passes(Duration.ofSeconds(20));
        assertThat(said.getLast().says()).isEqualTo(Report.Says.RESOLVED);
    }

    @Test
    void whoWasNeverHeardIsNotMissedNorWhoIsNotExpected() {
        types.heard("BackupFailed", "backup-service");
        types.heard("HealthSampled", "shop");
        passes(Duration.ofMinutes(9));
        assertThat(said).isEmpty();
    }

    @Test
    void aStopWhileItIsNoLongerExpectedLeavesNoAlertOpen() {
        isMissed();
        watch = watching(Map.of());
        isKilled = true;
        assertThatThrownBy(() -> watch.look().block()).hasMessage("killed");
        isKilled = false;
        watch.look().block();
        assertThat(missed()).isEmpty();
        assertThat(said.getLast().words().title()).isEqualTo("Nobody expects HealthSampled any more");
        watch.look().block();
        assertThat(said.stream().filter(report -> report.says() == Report.Says.RESOLVED))
                .as("said once")
                .hasSize(1);
    }

    /** As after an upgrade. */
    @Test
    void whatIsNotKnownAnyMoreIsNotSaidToBeHeardAgain() {
        isMissed();
        database.client().sql("TRUNCATE heard_type").then().block();
        passes(Duration.ofMinutes(9));
        assertThat(missed()).contains("monitor-service has fallen silent");
        types.heard("HealthSampled", "monitor-service");
        passes(Duration.ofSeconds(20));
        assertThat(missed()).isEmpty();
        assertThat(said.getLast().words().title()).isEqualTo("monitor-service is heard again");
    }

    @Test
    void whoIsExpectedInsteadIsMissedInItsTurn() {
        isMissed();
        watch = watching(Map.of("HealthSampled", new Expected(Duration.ofMinutes(2), "observer")));
        types.heard("HealthSampled", "observer");
        passes(Duration.ofSeconds(6));
        assertThat(missed()).isEmpty();
        assertThat(said.getLast().words().title())
                .isEqualTo("HealthSampled is expected of observer now, no longer of monitor-service");
        passes(Duration.ofMinutes(3));
        assertThat(missed()).contains("observer has fallen silent");
    }

    @Test
    void whoIsExpectedInsteadAndWasNeverHeardIsNotMissed() {
        isMissed();
        watch = watching(Map.of("HealthSampled", new Expected(Duration.ofMinutes(2), "observer")));
        passes(Duration.ofMinutes(9));
        assertThat(missed()).isEmpty();
        assertThat(said.getLast().says()).isEqualTo(Report.Says.RESOLVED);
    }

    private void isMissed() {
        types.heard("HealthSampled", "monitor-service");
        passes(Duration.ofMinutes(1));
        said.clear();
        passes(Duration.ofMinutes(2));
        assertThat(missed()).contains("monitor-service has fallen silent");
        said.clear();
    }

    private static Optional<String> missed() {
        return AlertsForTests.on(database)
                .openOf("notifier/silent/HealthSampled")
                .map(alert -> alert.words().title())
                .blockOptional();
    }

    @Test
    void whileKafkaIsAwayNobodyIsMissed() {
        types.heard("HealthSampled", "monitor-service");
        passes(Duration.ofSeconds(20));
        isKafkaAway = true;
        passes(Duration.ofMinutes(9));
        isKafkaAway = false;
        passes(Duration.ofMinutes(1));
        assertThat(said).extracting(Report::says).containsOnly(Report.Says.RESOLVED);
        passes(Duration.ofMinutes(2));
        assertThat(said.getLast().says()).isEqualTo(Report.Says.FIRING);
    }

    @Test
    void howLongEventsWaitIsMeasured() {
        assertThat(heardAge()).isNaN();
        passes(Duration.ofSeconds(20));
        assertThat(heardAge()).isBetween(0.0, 6.0);
        isKafkaAway = true;
        passes(Duration.ofMinutes(9));
        assertThat(heardAge()).isBetween(540.0, 552.0);
    }

    private double heardAge() {
        return meters.get(NotifierTelemetry.HEARD_AGE.meter()).timeGauge().value(TimeUnit.SECONDS);
    }

    private void passes(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(6)) {
            look.look().onErrorComplete().block();
            watch.look().block();
        }
    }
}
