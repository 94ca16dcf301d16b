package io.mooring.notifier.input;

import io.mooring.notifier.alert.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages as the makers document them. */
final class Sample {

    static final String TOKEN = "a-secret-of-the-input";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final String ALERTMANAGER = """
            {"receiver":"mooring","status":"firing","alerts":[
              {"status":"firing",
               "labels":{"alertname":"HighLatency","instance":"web-1","job":"web","severity":"critical"},
               "annotations":{"summary":"p99 is 3 s","description":"For 10 minutes.","runbook_url":"https://runbooks.example.org/latency"},
               "startsAt":"2026-03-01T11:50:00.123456789Z","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"http://prometheus:9090/graph?g0.expr=up","fingerprint":"c7e2a1b0d4f50917"},
              {"status":"resolved",
               "labels":{"alertname":"DiskFull","instance":"db-1","severity":"page"},
               "annotations":{},
               "startsAt":"2026-03-01T10:00:00Z","endsAt":"2026-03-01T11:00:00Z",
               "generatorURL":"","fingerprint":"00000000000000aa"}],
             "groupLabels":{"job":"web"},"commonLabels":{},"commonAnnotations":{},
             "externalURL":"http://alertmanager:9093","version":"4","groupKey":"{}:{job=\\"web\\"}","truncatedAlerts":0}
            """;

    static final String GRAFANA = """
            {"receiver":"My Super Webhook","status":"firing","orgId":1,"alerts":[
              {"status":"firing","labels":{"alertname":"DatasourceNoData","team":"blue","zone":"us-1"},
               "annotations":{"description":"The system has high memory usage","summary":"This alert was triggered for zone us-1","grafana_state_reason":"NoData"},
               "startsAt":"2026-03-01T09:51:03.157076+02:00","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"https://play.grafana.org/alerting/1afz29v7z/edit","fingerprint":"c6eadffa33fcdf37",
               "silenceURL":"https://play.grafana.org/alerting/silence/new","dashboardURL":"https://play.grafana.org/d/abc",
               "panelURL":"https://play.grafana.org/d/abc?viewPanel=1","values":{"B":44.23943737541908,"C":1},
               "valueString":"[ metric='' labels={} value=14151.331895396988 ]","imageURL":"https://img.example.org/1.png"}],
             "groupLabels":{},"commonLabels":{"team":"blue"},"commonAnnotations":{},
             "externalURL":"https://play.grafana.org/","version":"1","groupKey":"{}:{}","truncatedAlerts":0,
             "title":"[FIRING:1]  (blue)","state":"no_data","message":"**Firing**"}
            """;

    static final String CLOUD_EVENT = """
            {"specversion":"1.0","id":"A234-1234-1234","source":"/shop/checkout","type":"org.example.shop.trouble",
             "time":"2026-03-01T11:59:00Z","datacontenttype":"application/json","comexampleextension":7,
             "data":{"key":"checkout/payments","status":"firing","severity":"critical","title":"Payments fail",
                     "text":"All of them.","labels":{"team":"shop"}}}
            """;

    static final String PAGERDUTY = """
            {"payload":{"summary":"DISK at 99% on machine prod-datapipe03.example.com",
               "timestamp":"2026-03-01T11:58:00.000+0000","severity":"critical","source":"prod-datapipe03.example.com",
               "component":"mysql","group":"prod-datapipe","class":"disk",
               "custom_details":{"free space":"1%","ping time":1500,"load avg":0.75}},
             "routing_key":"a-secret-of-the-input","dedup_key":"samplekeyhere","event_action":"trigger",
             "client":"Sample Monitoring Service","client_url":"https://monitoring.service.com",
             "links":[{"href":"http://pagerduty.com","text":"An example link."}],
             "images":[{"src":"https://chart.googleapis.com/chart.png","href":"https://google.com","alt":"An example."}]}
            """;

    private Sample() {}

    static Input input(InputKind kind) {
        return input(kind, "");
    }

    static Input input(InputKind kind, String heartbeatAlert) {
        return Input.of(
                "prod",
                new InputSettings(
                        kind,
                        TOKEN,
                        "",
                        "",
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        heartbeatAlert,
                        new SeverityRule("severity", Map.of()),
                        Map.of("site", "north")));
    }

    static Payload json(String body) {
        return Payload.of("application/json", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static List<Report> reports(List<Signal> signals) {
        return signals.stream()
                .filter(Signal.Said.class::isInstance)
                .map(signal -> ((Signal.Said) signal).report())
                .toList();
    }
}
