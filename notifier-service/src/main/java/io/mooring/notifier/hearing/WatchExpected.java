package io.mooring.notifier.hearing;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.hearing.HeardTypes.Sender;
import io.mooring.notifier.hearing.HearingSettings.Expected;
import io.mooring.notifier.hearing.ReadSilences.LastHeard;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * A service of which nothing is heard any more, though it says something all the time, is an alert of its own until it is heard
 * again, or not expected any more. Of one that was never heard nothing is said either way. Which alerts are open is asked of the
 * alerts themselves, so that no stop in between and nothing that was forgotten leaves one open for ever.
 */
final class WatchExpected {

    private final List<Sender> expected;
    private final ReadSilences silences;
    private final ForgetHearing forget;
    private final Reports reports;
    private final InstantSource clock;

    WatchExpected(
            Map<String, Expected> expected,
            ReadSilences silences,
            ForgetHearing forget,
            Reports reports,
            InstantSource clock) {
        this.expected = expected.entrySet().stream()
                .map(one -> new Sender(one.getKey(), one.getValue().from()))
                .toList();
        this.silences = silences;
        this.forget = forget;
        this.reports = reports;
        this.clock = clock;
    }

    Mono<Void> look() {
        return Mono.zip(silences.of(expected), silences.missed())
                .map(known -> Stream.concat(
                                abandoned(known.getT2()).map(this::over), heard(known.getT1(), known.getT2()))
                        .toList())
                .flatMap(reports::hear)
                .then(Mono.defer(() -> forget.forget(expected)));
    }

    /** @param missed whose silence is an open alert, by type */
    private Stream<Sender> abandoned(Map<String, String> missed) {
        return missed.entrySet().stream()
                .map(one -> new Sender(one.getKey(), one.getValue()))
                .filter(sender -> !expected.contains(sender));
    }

    /** There is one alert for a type: one about another sender is over before this one's begins. */
    private Stream<Report> heard(Map<Sender, LastHeard> known, Map<String, String> missed) {
        return expected.stream()
                .filter(known::containsKey)
                .filter(sender ->
                        missed.getOrDefault(sender.type(), sender.source()).equals(sender.source()))
                .map(sender -> report(sender, known.get(sender)));
    }

    private Report over(Sender missed) {
        String type = missed.type();
        String why = expected.stream()
                .filter(sender -> sender.type().equals(type))
                .map(sender -> type + " is expected of " + sender.source() + " now, no longer of " + missed.source())
                .findFirst()
                .orElse("Nobody expects " + type + " any more");
        return report(missed, Report.Says.RESOLVED, Words.of(why, ""));
    }

    private Report report(Sender sender, LastHeard last) {
        return last.silent()
                ? report(sender, Report.Says.FIRING, words(sender, last.at()))
                : report(sender, Report.Says.RESOLVED, Words.of(sender.source() + " is heard again", ""));
    }

    private Report report(Sender sender, Report.Says says, Words words) {
        Instant now = clock.instant();
        String key = ReadSilences.KEY + sender.type();
        return new Report(
                key,
                says,
                Severity.CRITICAL,
                words,
                Map.of("component", sender.source()),
                now,
                Origin.of(key + "-" + now.toEpochMilli(), "ServiceSilent", "notifier-service"),
                null);
    }

    private static Words words(Sender sender, Instant heardAt) {
        return Words.of(
                sender.source() + " has fallen silent",
                "Its last " + sender.type() + " came at " + utc(heardAt)
                        + "; while it works they come all the time. What it watches may fail unnoticed, and what it said last may"
                        + " not be so any more: its alerts stay open until it is heard again. Look whether it runs and whether it"
                        + " reaches Kafka.");
    }

    private static String utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }
}
