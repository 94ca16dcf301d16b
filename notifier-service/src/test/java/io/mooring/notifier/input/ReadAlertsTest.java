package io.mooring.notifier.input;

import static io.mooring.notifier.input.Sample.NOW;
import static io.mooring.notifier.input.Sample.input;
import static io.mooring.notifier.input.Sample.json;
import static io.mooring.notifier.input.Sample.reports;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAlertsTest {

    private final ReadAlerts alertmanager = new ReadAlerts("4");
    private final ReadAlerts grafana = new ReadAlerts("1");

    private List<Signal> alertmanager(String message) {
        return alertmanager.read(input(InputKind.ALERTMANAGER), json(message), NOW);
    }

    @Test
    void eachOfAlertmanagersAlertsIsAReport() {
        List<Report> reports = reports(alertmanager(Sample.ALERTMANAGER));
        assertThat(reports).hasSize(2);
        Report firing = reports.getFirst();
        assertThat(firing.key()).isEqualTo("input/prod/c7e2a1b0d4f50917");
        assertThat(firing.says()).isEqualTo(Says.FIRING);
        assertThat(firing.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(firing.at()).isEqualTo(Instant.parse("2026-03-01T11:50:00.123456Z"));
        assertThat(firing.words().title()).isEqualTo("p99 is 3 s");
        assertThat(firing.words().text()).isEqualTo("For 10 minutes.\nRunbook: https://runbooks.example.org/latency");
        assertThat(firing.labels())
                .containsEntry("instance", "web-1")
                .containsEntry("site", "north")
                .containsEntry("input", "prod");
        Report resolved = reports.getLast();
        assertThat(resolved.says()).isEqualTo(Says.RESOLVED);
        assertThat(resolved.severity()).isEqualTo(Severity.EMERGENCY);
        assertThat(resolved.at()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(resolved.words().title())
                .as("without a summary its name is told")
                .isEqualTo("DiskFull");
    }

    @Test
    void grafanasAlertBringsItsValuesAndLinksAndWhyThereAreNoData() {
        Report report = reports(grafana.read(input(InputKind.GRAFANA), json(Sample.GRAFANA), NOW))
                .getFirst();
        assertThat(report.says()).as("an end in the year 1 is none").isEqualTo(Says.FIRING);
        assertThat(report.at()).isEqualTo(Instant.parse("2026-03-01T07:51:03.157076Z"));
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
        assertThat(report.words().text()).contains("without a severity");
        assertThat(report.words().facts().toString())
                .contains("NoData", "14151.331895396988", "viewPanel=1", "silence/new", "img.example.org", "d/abc");
    }

    @Test
    void theVersionOfTheOtherIsRefused() {
        Refused.by(() -> alertmanager(Sample.GRAFANA)).as("message-not-understood", "version", "\"4\"");
        Refused.by(() -> alertmanager(Sample.ALERTMANAGER.replace("\"version\":\"4\"", "\"version\":4.5")))
                .as("message-not-understood", "version");
    }

    @Test
    void whatIsSaidAgainHasTheSameIdAndAnotherEpisodeOrEndHasAnother() {
        assertThat(ids(Sample.ALERTMANAGER)).isEqualTo(ids(Sample.ALERTMANAGER)).doesNotHaveDuplicates();
        assertThat(ids(Sample.ALERTMANAGER.replace("T11:50", "T11:51")).getFirst())
                .isNotEqualTo(ids(Sample.ALERTMANAGER).getFirst());
        assertThat(ids(Sample.ALERTMANAGER.replace("T11:00", "T11:01")).getLast())
                .isNotEqualTo(ids(Sample.ALERTMANAGER).getLast());
        assertThat(ids(Sample.ALERTMANAGER.replace("0001-01-01T00:00:00Z", "2026-03-01T12:04:00Z"))
                        .getFirst())
                .as("while it fires its end is a guess")
                .isEqualTo(ids(Sample.ALERTMANAGER).getFirst());
    }

    private List<String> ids(String message) {
        return alertmanager(message).stream()
                .map(signal -> ((Signal.Said) signal).id())
                .toList();
    }

    @Test
    void theAlertThatFiresAlwaysIsABeatAndNoAlertAndItsEndIsNothing() {
        Input watched = input(InputKind.ALERTMANAGER, "HighLatency");
        assertThat(alertmanager.read(watched, json(Sample.ALERTMANAGER), NOW))
                .hasSize(2)
                .anyMatch(Signal.Beat.class::isInstance);
        assertThat(alertmanager.read(watched, json(Sample.ALERTMANAGER.replace("firing", "resolved")), NOW))
                .hasSize(1)
                .noneMatch(Signal.Beat.class::isInstance);
    }

    @Test
    void alertsThatAreLeftOutAreTold() {
        List<Report> reports =
                reports(alertmanager(Sample.ALERTMANAGER.replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":7")));
        assertThat(reports).hasSize(3);
        assertThat(reports.getLast().words().text()).startsWith("7 alerts of the group");
        assertThat(reports.getLast().key()).startsWith("input/prod/truncated/");
    }

    @Test
    void aSeverityNobodyKnowsIsAWarningThatSaysSo() {
        Report report = reports(alertmanager(Sample.ALERTMANAGER.replace("\"critical\"", "\"P\\u0000urple\"")))
                .getFirst();
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
        assertThat(report.words().text()).contains("'P urple' is not known");
    }

    @Test
    void aSourceCannotNameTheAlertsThatAreToldOfIt() {
        assertThat(reports(alertmanager(Sample.ALERTMANAGER.replace("c7e2a1b0d4f50917", "silence")))
                        .getFirst()
                        .key())
                .isNotEqualTo("input/prod/silence")
                .startsWith("input/prod/");
    }

    @Test
    void hugeTextsManyLabelsAndStrangeTimesAreTakenWithinBounds() {
        String labels =
                IntStream.range(0, 500).mapToObj("\"l%d\":\"v\","::formatted).collect(Collectors.joining());
        Report report = reports(alertmanager(Sample.ALERTMANAGER
                        .replace("\"alertname\":\"HighLatency\"", labels + "\"alertname\":\"HighLatency\"")
                        .replace("p99 is 3 s", "x".repeat(200_000))
                        .replace("c7e2a1b0d4f50917", "f".repeat(5_000) + "\\u0000")
                        .replace("2026-03-01T11:50:00.123456789Z", "-99999-01-01T00:00:00Z")))
                .getFirst();
        assertThat(report.labels()).hasSize(Report.LABELS).containsKeys("alertname", "severity", "input");
        assertThat(report.words().title()).hasSize(150);
        assertThat(report.key()).hasSizeLessThan(60);
        assertThat(report.at()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatIsHopelessIsRefusedWithTheWordsForIt() {
        String million = "{\"version\":\"4\",\"alerts\":[" + "0,".repeat(999_999) + "0]}";
        Refused.by(() -> alertmanager(million)).as("too-many-at-once", "1000000", "10000");
        Refused.by(() -> alertmanager("{\"version\":\"4\",\"alerts\":[0]}"))
                .as("message-not-understood", "alerts[0]", "not an object");
        Refused.by(() -> alertmanager("{\"version\":\"4\",\"alerts\":{}}"))
                .as("message-not-understood", "alerts", "not a list");
        Refused.by(() -> alertmanager("{\"version\":\"4\"}")).as("message-not-understood", "alerts", "missing");
        Refused.by(() -> alertmanager(Sample.ALERTMANAGER.replace("\"status\":\"resolved\"", "\"status\":\"maybe\"")))
                .as("message-not-understood", "alerts[1].status");
        Refused.by(() -> alertmanager(Sample.ALERTMANAGER.replace("\"web-1\"", "{\"a\":1}")))
                .as("message-not-understood", "alerts[0].labels.instance", "not a text");
        Refused.by(() -> alertmanager(Sample.ALERTMANAGER.replace("2026-03-01T11:50:00.123456789Z", "yesterday")))
                .as("message-not-understood", "alerts[0].startsAt", "not a time");
        Refused.by(() -> alertmanager(
                        Sample.ALERTMANAGER.replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":1e999999999")))
                .as("message-not-understood", "truncatedAlerts");
    }
}
