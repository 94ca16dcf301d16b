package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.alertmanager.Alertmanager;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Alertmanager is pointed here. */
class AlertmanagerIT {

    private static InputService service;
    private static Alertmanager alertmanager;

    @BeforeAll
    static void start() {
        service = InputService.start(Map.of("am.kind", "alertmanager", "am.token", Sample.TOKEN));
        alertmanager = Alertmanager.sendingTo(
                service.url("/api/v1/inputs/am/alertmanager"),
                Sample.TOKEN,
                new Alertmanager.Grouping(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @AfterAll
    static void stop() {
        alertmanager.close();
        service.close();
    }

    private static List<AlertChange> of(String alert) {
        return service.alerts().heard.stream()
                .filter(change -> alert.equals(change.after().labels().get("alertname")))
                .toList();
    }

    private static List<What> whats(String alert) {
        return of(alert).stream().map(AlertChange::what).toList();
    }

    private static Instant ahead() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    @Test
    void whatItTellsIsRaisedOnceHoweverOftenItRepeatsAndResolved() {
        Instant began = Instant.now();
        alertmanager.tell("DiskFull", "critical", began, ahead());
        await().until(() -> whats("DiskFull").contains(What.RAISED));
        AlertChange raised = of("DiskFull").getFirst();
        assertThat(raised.after().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(raised.after().words().title()).isEqualTo("DiskFull is wrong");
        assertThat(raised.after().words().text()).contains("Look at it.", "runbooks.example.org/DiskFull");
        await().until(() -> service.firings(raised.after().key()) >= 2);
        alertmanager.tell("DiskFull", "critical", began, Instant.now().minusMillis(1));
        await().until(() -> whats("DiskFull").contains(What.RESOLVED));
        assertThat(whats("DiskFull")).containsExactly(What.RAISED, What.RESOLVED);
        assertThat(of("DiskFull").getLast().after().reports()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatCouldNotBeKeptIsSentAgain() {
        service.alerts().failures.set(3);
        alertmanager.tell("Flaky", "page", Instant.now(), ahead());
        await().until(() -> whats("Flaky").contains(What.RAISED));
        assertThat(whats("Flaky")).containsExactly(What.RAISED);
        assertThat(of("Flaky").getFirst().after().severity()).isEqualTo(Severity.EMERGENCY);
        assertThat(service.alerts().failures.get())
                .as("it was refused so often")
                .isZero();
    }
}
