package io.mooring.notifier.input;

import static io.mooring.notifier.input.Sample.NOW;
import static io.mooring.notifier.input.Sample.input;
import static io.mooring.notifier.input.Sample.json;
import static io.mooring.notifier.input.Sample.reports;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPagerDutyTest {

    private static ReadPagerDuty.Event read(String body) {
        Input input = input(InputKind.PAGERDUTY);
        ReadPagerDuty pagerDuty = new ReadPagerDuty();
        return pagerDuty.event(input, pagerDuty.proven(input, json(body)), NOW);
    }

    @Test
    void aTriggerIsAReportWithAllItsDetails() {
        ReadPagerDuty.Event event = read(Sample.PAGERDUTY);
        Report report = reports(List.of(event.signal())).getFirst();
        assertThat(event.dedupKey()).isEqualTo("samplekeyhere");
        assertThat(report.key()).isEqualTo("input/prod/samplekeyhere");
        assertThat(report.severity()).as("PagerDuty's gravest is ours").isEqualTo(Severity.EMERGENCY);
        assertThat(report.words().title()).startsWith("DISK at 99%");
        assertThat(report.words().facts().toString()).contains("mysql", "1500", "free space", "monitoring.service.com");
        assertThat(report.labels()).containsEntry("class", "disk").containsEntry("site", "north");
    }

    @Test
    void aTriggerWithoutAKeyIsGivenOne() {
        String body = Sample.PAGERDUTY.replace("\"dedup_key\":\"samplekeyhere\",", "");
        assertThat(read(body).dedupKey()).hasSize(32).isNotEqualTo(read(body).dedupKey());
    }

    @Test
    void othersActOnAKeyAndNeedNoPayload() {
        String resolve = "{\"routing_key\":\"a-secret-of-the-input\",\"dedup_key\":\"k\",\"event_action\":\"resolve\"}";
        assertThat(reports(List.of(read(resolve).signal())).getFirst().says()).isEqualTo(Report.Says.RESOLVED);
        assertThat(read(resolve.replace("\"resolve\"", "\"acknowledge\"")).signal())
                .isEqualTo(new Signal.TakenOn("input/prod/k", "input/prod"));
        Refused.by(() -> read(resolve.replace("\"dedup_key\":\"k\",", ""))).as("message-not-understood", "dedup_key");
    }

    @Test
    void withoutTheKeyNothingIsSaidAboutTheMessage() {
        Refused.by(() -> read(
                        Sample.PAGERDUTY.replace("a-secret-of", "another-of").replace("trigger", "nonsense")))
                .as("input-not-proven", "routing_key");
        Refused.by(() -> read("{}")).as("input-not-proven");
    }

    @Test
    void whatPagerDutyRefusesIsRefused() {
        Refused.by(() -> read(Sample.PAGERDUTY.replace("\"trigger\"", "\"snooze\"")))
                .as("message-not-understood", "event_action");
        Refused.by(() -> read(Sample.PAGERDUTY.replace("samplekeyhere", "k".repeat(256))))
                .as("message-not-understood", "255");
        Refused.by(() -> read(Sample.PAGERDUTY.replace("\"source\":\"prod-datapipe03.example.com\",", "")))
                .as("message-not-understood", "payload.source");
        Refused.by(() -> read(Sample.PAGERDUTY.replace("\"severity\":\"critical\",", "")))
                .as("message-not-understood", "payload.severity");
    }
}
