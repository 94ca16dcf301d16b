package io.mooring.notifier.input;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's webhook, version 4, and Grafana's, which has the same shape and is version 1.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Alertmanager's</a>
 * @see <a href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">Grafana's</a>
 */
final class ReadAlerts implements ReadSignals {

    static final int MOST = 10_000;

    /** Alertmanager repeats every four hours unless told otherwise. */
    private static final Duration TRUNCATION_LASTS = Duration.ofHours(6);

    private final String version;

    ReadAlerts(String version) {
        this.version = version;
    }

    @Override
    public List<Signal> read(Input input, Payload payload, Instant now) {
        Json message = ReadJson.of(payload).object();
        checkVersion(message.get("version"));
        List<Signal> signals = new ArrayList<>();
        for (Json alert : message.get("alerts").items(MOST)) {
            Signal signal = read(input, message, alert.object(), now);
            if (signal != null) {
                signals.add(signal);
            }
        }
        long left = message.get("truncatedAlerts").count();
        if (left > 0) {
            signals.add(truncated(input, message.get("groupKey").text(), left, now));
        }
        return signals;
    }

    private void checkVersion(Json said) {
        if (!version.equals(said.node().asString(""))) {
            throw said.wrong("is not \"" + version + "\", the version that is understood here");
        }
    }

    /** Null when there is nothing to say: the alert that fires always has stopped, which the watch notices by itself. */
    private static @Nullable Signal read(Input input, Json message, Json alert, Instant now) {
        Map<String, String> labels = alert.get("labels").texts();
        boolean firing = isFiring(alert.get("status"));
        String heartbeat = input.settings().heartbeatAlert();
        if (!heartbeat.isBlank() && heartbeat.equals(labels.get("alertname"))) {
            return firing ? new Signal.Beat() : null;
        }
        String fingerprint = alert.get("fingerprint").text();
        String name = fingerprint.isBlank() ? Plain.digest(new TreeMap<>(labels).toString()) : fingerprint;
        Instant since = or(alert.get("startsAt").time(), now);
        Instant until = alert.get("endsAt").time();
        // While it fires, its end is a guess of the source's, or year 1.
        String episode = since + (firing ? "" : "/" + until);
        String id = Plain.digest(name, firing ? "firing" : "resolved", episode);
        Instant at = firing ? since : or(until, now);
        SeverityRule.Graded graded = input.settings()
                .severity()
                .grade(input.kind(), labels.get(input.settings().severity().label()));
        Report report = new Report(
                input.key(name),
                firing ? Report.Says.FIRING : Report.Says.RESOLVED,
                graded.severity(),
                AlertWords.of(message, alert, labels, graded.remark()),
                input.labels(labels),
                within(at, now),
                input.origin(id),
                null);
        return new Signal.Said(id, report, within(since, now));
    }

    private static boolean isFiring(Json status) {
        return switch (status.needed()) {
            case "firing" -> true;
            case "resolved" -> false;
            default -> throw status.wrong("is neither firing nor resolved");
        };
    }

    private static Signal truncated(Input input, String group, long left, Instant now) {
        String where = "truncated/" + Plain.digest(group);
        Words words = Words.of(
                input.name() + " leaves alerts out of its messages",
                left + " alerts of the group " + Plain.cut(group, 300)
                        + " were left out of the latest message. Raise max_alerts of the receiver there, or group them finer.");
        Report report = new Report(
                input.ownKey(where),
                Report.Says.FIRING,
                Severity.WARNING,
                words,
                input.labels(Map.of()),
                now,
                input.origin(where),
                TRUNCATION_LASTS);
        return new Signal.Said(null, report, null);
    }

    private static Instant or(@Nullable Instant time, Instant otherwise) {
        return time == null ? otherwise : time;
    }

    /** A clock that is wrong over there must not leave what PostgreSQL can keep. */
    static Instant within(Instant time, Instant now) {
        if (time.isAfter(now)) {
            return now;
        }
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }
}
