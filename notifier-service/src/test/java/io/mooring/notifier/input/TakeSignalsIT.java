package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Samples;
import io.mooring.notifier.alert.Severity;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Messages with much in them. */
class TakeSignalsIT {

    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void ofManyEmergenciesWhatWasKeptNeedNotBeKeptAgain() {
        AtomicBoolean away = new AtomicBoolean(true);
        AlertFollower follower = changes -> away.get()
                        && changes.stream()
                                .anyMatch(change -> change.after().key().equals("e-120"))
                ? Mono.error(new IllegalStateException("it takes too long"))
                : Mono.empty();
        AlertsForTests alerts = AlertsForTests.followed(database, InstantSource.fixed(Samples.NOON), List.of(follower));
        InputRecords records = new R2dbcInputRecords(database.client());
        Input input = Sample.input(InputKind.CLOUDEVENTS);
        TakeSignals take =
                new TakeSignals(records, alerts.reports(), alerts.alerts(), alerts.act(), database.transaction());
        List<Signal> all =
                IntStream.range(0, 150).mapToObj(TakeSignalsIT::emergency).toList();
        assertThatThrownBy(() -> take.take(input, all, Samples.NOON).block()).hasMessage("it takes too long");
        assertThat(alerts.alerts().open(1_000).collectList().block()).hasSize(120);
        away.set(false);
        take.take(input, all, Samples.NOON).block();
        assertThat(alerts.alerts().open(1_000).collectList().block())
                .hasSize(150)
                .extracting(Alert::reports)
                .containsOnly(1L);
    }

    private static Signal emergency(int number) {
        String key = "e-%d".formatted(number);
        return new Signal.Said(key, Samples.firing(key, Severity.EMERGENCY), null);
    }
}
