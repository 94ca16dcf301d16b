package io.mooring.notifier.hearing;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.hearing.HeardTypes.Sender;
import io.mooring.notifier.hearing.HearingSettings.Expected;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A service of which nothing is heard any more, though it says something all the time, is an alert of its own until it is heard again. */
final class WatchExpected {

    private final Map<String, Expected> expected;
    private final NoteHearing hearing;
    private final Reports reports;
    private final InstantSource clock;

    WatchExpected(Map<String, Expected> expected, NoteHearing hearing, Reports reports, InstantSource clock) {
        this.expected = Map.copyOf(expected);
        this.hearing = hearing;
        this.reports = reports;
        this.clock = clock;
    }

    Mono<Void> look() {
        return hearing.giveUp(expected.keySet())
                .map(type -> over(type, "Nobody expects " + type + " any more", Map.of()))
                .collectList()
                .flatMap(reports::hear)
                .then(hearing.silent())
                .flatMap(silent -> reports.hear(expected.entrySet().stream()
                        .map(one -> report(
                                one.getKey(),
                                one.getValue(),
                                silent.get(
                                        new Sender(one.getKey(), one.getValue().from()))))
                        .toList()))
                .then(hearing.forget());
    }

    private Report report(String type, Expected from, @Nullable Instant heardAt) {
        Map<String, String> labels = Map.of("component", from.from());
        return heardAt == null
                ? over(type, from.from() + " is heard again", labels)
                : report(type, Report.Says.FIRING, words(type, from, heardAt), labels);
    }

    private Report over(String type, String why, Map<String, String> labels) {
        return report(type, Report.Says.RESOLVED, Words.of(why, ""), labels);
    }

    private Report report(String type, Report.Says says, Words words, Map<String, String> labels) {
        Instant now = clock.instant();
        String key = "notifier/silent/" + type;
        return new Report(
                key,
                says,
                Severity.CRITICAL,
                words,
                labels,
                now,
                Origin.of(key + "-" + now.toEpochMilli(), "ServiceSilent", "notifier-service"),
                null);
    }

    private static Words words(String type, Expected from, Instant heardAt) {
        return Words.of(
                from.from() + " has fallen silent",
                "Its last " + type + " came at " + utc(heardAt)
                        + "; while it works they come all the time. What it watches may fail unnoticed, and what it said last may"
                        + " not be so any more: its alerts stay open until it is heard again. Look whether it runs and whether it"
                        + " reaches Kafka.");
    }

    private static String utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }
}
