package io.mooring.notifier.maintenance;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Open alerts as a test says they are, as rows. */
final class AlertRows {

    private final NotifierDatabase database;
    private final JsonMapper json = JsonMapper.builder().build();

    AlertRows(NotifierDatabase database) {
        this.database = database;
    }

    void are(Alert... alerts) {
        are(List.of(alerts));
    }

    void are(List<Alert> alerts) {
        database.client().sql("TRUNCATE alert CASCADE").then().block();
        database.client()
                .sql("""
                        INSERT INTO alert (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id,
                            event_type, source, correlation_id, started_at, raised_at, heard_at, reports, flapping, revised_at)
                        SELECT id, key, 'FIRING', 1, severity,
                            array_position('{INFO,WARNING,CRITICAL,EMERGENCY}'::text[], severity) - 1, title, '', '[]',
                            labels::jsonb, 'e', 'Tested', 'test', 'c', raised_at, raised_at, raised_at, 1, false, raised_at
                        FROM unnest(:ids::uuid[], :keys::text[], :severities::text[], :titles::text[], :labels::text[],
                            :raises::timestamptz[]) AS n (id, key, severity, title, labels, raised_at)
                        """)
                .bind("ids", alerts.stream().map(Alert::id).toArray(UUID[]::new))
                .bind("keys", alerts.stream().map(Alert::key).toArray(String[]::new))
                .bind(
                        "severities",
                        alerts.stream().map(one -> one.severity().name()).toArray(String[]::new))
                .bind("titles", alerts.stream().map(one -> one.words().title()).toArray(String[]::new))
                .bind(
                        "labels",
                        alerts.stream()
                                .map(one -> json.writeValueAsString(one.labels()))
                                .toArray(String[]::new))
                .bind(
                        "raises",
                        alerts.stream()
                                .map(one -> one.raisedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .then()
                .block();
    }
}
