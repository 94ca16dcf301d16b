package io.mooring.notifier.input;

import static io.mooring.notifier.input.Sample.NOW;
import static io.mooring.notifier.input.Sample.input;
import static io.mooring.notifier.input.Sample.reports;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadCloudEventsTest {

    private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Map<String, String> HEADERS = Map.of(
            "ce-specversion", "1.0",
            "ce-id", "A234-1234-1234",
            "CE-Source", "/shop/checkout",
            "ce-type", "Euro%20%E2%82%AC%20100%",
            "ce-time", "2026-03-01T11:59:00Z");
    private static final String DATA =
            "{\"key\":\"checkout/payments\",\"severity\":\"critical\",\"title\":\"Payments fail\"}";

    private static List<Signal> read(String type, Map<String, String> headers, String body) {
        return new ReadCloudEvents()
                .read(
                        input(InputKind.CLOUDEVENTS),
                        Payload.of(type, headers, body.getBytes(StandardCharsets.UTF_8)),
                        NOW);
    }

    @Test
    void anEventInOnePieceIsAReport() {
        Report report = reports(read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT)).getFirst();
        assertThat(report.key()).isEqualTo("input/prod/checkout/payments");
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.at()).isEqualTo(Instant.parse("2026-03-01T11:59:00Z"));
        assertThat(report.words().title()).isEqualTo("Payments fail");
        assertThat(report.labels()).containsEntry("team", "shop").containsEntry("site", "north");
    }

    @Test
    void anEventWithItsAttributesInHeadersIsTheSame() {
        Signal.Said binary =
                (Signal.Said) read("application/json", HEADERS, DATA).getFirst();
        Signal.Said structured =
                (Signal.Said) read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT).getFirst();
        assertThat(binary.id()).isEqualTo(structured.id());
        assertThat(binary.report().key()).isEqualTo(structured.report().key());
        assertThat(binary.report().words().facts().toString()).contains("Euro € 100%");
    }

    @Test
    void idsOfTwoSourcesAreTwoEvents() {
        String other = Sample.CLOUD_EVENT.replace("/shop/checkout", "/shop/basket");
        List<Signal> both = read(BATCH, Map.of(), "[" + Sample.CLOUD_EVENT + "," + other + "]");
        assertThat(both)
                .hasSize(2)
                .extracting(signal -> ((Signal.Said) signal).id())
                .doesNotHaveDuplicates();
        assertThat(read(BATCH, Map.of(), "[]")).isEmpty();
    }

    @Test
    void aBatchWithOneWrongEventIsRefusedWithItsPlace() {
        Refused.by(() -> read(BATCH, Map.of(), "[" + Sample.CLOUD_EVENT + ",{\"specversion\":\"1.0\"}]"))
                .as("message-not-understood", "event[1].id", "missing");
    }

    @Test
    void newsAndEndsAreToldApart() {
        assertThat(reports(read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT.replace("\"firing\"", "\"news\"")))
                        .getFirst()
                        .says())
                .isEqualTo(Report.Says.NEWS);
        assertThat(reports(read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT.replace("\"firing\"", "\"resolved\"")))
                        .getFirst()
                        .says())
                .isEqualTo(Report.Says.RESOLVED);
    }

    @Test
    void otherFormatsAreNotSupportedAndOtherShapesNotUnderstood() {
        for (String type : List.of(
                "text/plain",
                "application/cloudevents+avro",
                "application/cloudevents-batch+xml",
                "application/cloudeventsx",
                "")) {
            Refused.by(() -> read(type, HEADERS, DATA)).as("unsupported-media-type", "application/cloudevents+json");
        }
        Refused.by(() -> read("application/json", Map.of(), DATA)).as("unsupported-media-type", "ce-specversion");
        Refused.by(() -> read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT.replace("\"1.0\"", "\"0.3\"")))
                .as("message-not-understood", "specversion");
        Refused.by(() -> read(
                        STRUCTURED,
                        Map.of(),
                        Sample.CLOUD_EVENT.replace("\"data\":", "\"data_base64\":\"e30=\",\"data\":")))
                .as("message-not-understood", "data_base64");
        Refused.by(() -> read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT.replace("application/json", "text/xml")))
                .as("message-not-understood", "datacontenttype");
        Refused.by(() -> read(STRUCTURED, Map.of(), Sample.CLOUD_EVENT.replace("\"key\":\"checkout/payments\",", "")))
                .as("message-not-understood", "event.data.key");
        Refused.by(() -> read(STRUCTURED, Map.of(), "[]")).as("message-not-understood", "event", "not an object");
    }

    @Test
    void aKeyThatPostgresCannotKeepBecomesAnother() {
        Report report = reports(read(
                        STRUCTURED,
                        Map.of(),
                        Sample.CLOUD_EVENT
                                .replace("checkout/payments", "a\\u0000b")
                                .replace("Payments fail", "\\u0000")))
                .getFirst();
        assertThat(report.key()).doesNotContain("\0").startsWith("input/prod/");
        assertThat(report.words().title()).isEqualTo("An event without a title");
    }
}
