package io.mooring.notifier.alert;

import io.mooring.notifier.NotifierDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Alerts on a real database, for tests of capabilities that follow them. */
public record AlertsForTests(Alerts alerts, Reports reports, ActOnAlert act, ActOnManyAlerts many) {

    public static Alerts on(NotifierDatabase database) {
        return store(database);
    }

    public static AlertsForTests followed(
            NotifierDatabase database, InstantSource clock, List<AlertFollower> followers) {
        AlertStore store = store(database);
        Episodes episodes = new Episodes(AlertSettings.DEFAULTS, UUID::randomUUID);
        ChangeAlerts change = new ChangeAlerts(store, episodes, followers, database.transaction(), clock);
        AuditAlertActs audit = new AuditAlertActs(events -> Mono.empty());
        return new AlertsForTests(
                store,
                change,
                new ActOnOneAlert(store, change, episodes, audit, database.transaction()),
                new ActOnOpenAlerts(store, change, episodes, audit, database.transaction()));
    }

    public static HoldAlerts holding(NotifierDatabase database) {
        return store(database);
    }

    /** Ends what is quiet by now; how many that were. */
    public static Mono<Integer> endQuiet(NotifierDatabase database, InstantSource clock) {
        AlertStore store = store(database);
        Episodes episodes = new Episodes(AlertSettings.DEFAULTS, UUID::randomUUID);
        ChangeAlerts change = new ChangeAlerts(store, episodes, List.of(), database.transaction(), clock);
        return ChangeDueAlerts.endQuiet(store, change, episodes, clock).changeDue();
    }

    private static AlertStore store(NotifierDatabase database) {
        return new R2dbcAlerts(
                database.client(), new AlertRow(JsonMapper.builder().build()));
    }
}
