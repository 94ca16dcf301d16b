package io.mooring.notifier.input;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.clock.DurationWords;
import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The dead man's switch: an input that was not heard of for too long is an alert of its own, until it is heard again. */
final class WatchInputs implements Chore {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Inputs inputs;
    private final InputRecords records;
    private final Reports reports;
    private final TransactionalOperator transaction;
    private final InputMeters meters;
    private final InstantSource clock;
    private final AtomicBoolean registered = new AtomicBoolean();

    WatchInputs(
            Inputs inputs,
            InputRecords records,
            Reports reports,
            TransactionalOperator transaction,
            InputMeters meters,
            InstantSource clock) {
        this.inputs = inputs;
        this.records = records;
        this.reports = reports;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Mono<Void> run() {
        return register().then(look()).then(giveUpAbandoned());
    }

    /** At the first round, so that a database that is away delays nobody's start. */
    private Mono<Void> register() {
        return Mono.defer(() -> registered.get()
                ? Mono.empty()
                : Flux.fromIterable(inputs.all())
                        .concatMap(input -> records.register(input, clock.instant()))
                        .then(Mono.fromRunnable(() -> registered.set(true))));
    }

    private Mono<Void> look() {
        return Flux.fromIterable(inputs.all())
                .filter(input -> input.settings().expectedEvery() != null)
                .concatMap(input -> transaction.transactional(look(input)))
                .then();
    }

    private Mono<Void> look(Input input) {
        Duration longest = input.settings().longestSilence();
        if (longest == null) {
            return Mono.empty();
        }
        Instant now = clock.instant();
        return records.take(input.name())
                .map(watch -> watch.lookedAt(now))
                .doOnNext(watch -> meters.late(input.name(), watch.isLate(longest)))
                .flatMap(watch -> switch (watch.find(longest)) {
                    case NONE -> records.save(watch);
                    case SILENT ->
                        reports.hear(List.of(silent(input, watch, now))).then(records.save(watch.toldOf(longest)));
                    case HEARD ->
                        reports.hear(List.of(over(input.name(), "Input " + input.name() + " is heard again", now)))
                                .then(records.save(watch.toldOf(longest)));
                });
    }

    /** Taken out of the settings while it was late: nobody will hear it again. */
    private Mono<Void> giveUpAbandoned() {
        Set<String> watched = inputs.all().stream()
                .filter(input -> input.settings().expectedEvery() != null)
                .map(Input::name)
                .collect(Collectors.toSet());
        return records.abandoned(watched)
                .collectList()
                .flatMapIterable(names -> names)
                .concatMap(name -> transaction.transactional(records.take(name).flatMap(watch -> reports.hear(
                                List.of(over(name, "Input " + name + " is no longer watched", clock.instant())))
                        .then(records.save(new Watch(
                                name, watch.watchedSince(), clock.instant(), Duration.ZERO, 0, watch.beatAt()))))))
                .then();
    }

    private static Report silent(Input input, Watch watch, Instant now) {
        return report(
                input.name(),
                Report.Says.FIRING,
                words(input, watch),
                input.labels(Map.of("kind", input.kind().word())),
                now);
    }

    private static Words words(Input input, Watch watch) {
        Instant beat = watch.beatAt();
        String since = beat == null
                ? "Nothing was heard since it is watched, " + utc(watch.watchedSince())
                : "Last heard " + utc(beat);
        String what = input.settings().heartbeatAlert();
        String text = since + "; expected every " + words(input.settings().expectedEvery()) + " with "
                + words(input.settings().grace())
                + " of grace. Whatever it watches may fail unnoticed now. Look whether "
                + (what.isBlank() ? "it runs" : "it runs and its alert " + what + " fires")
                + ", whether it can reach " + input.path() + " here, and whether it was refused (GET /api/v1/inputs/"
                + input.name() + "/refusals).";
        return new Words(
                "Input " + input.name() + " has fallen silent",
                text,
                List.of(
                        new Fact("Input", input.name()),
                        new Fact("Kind", input.kind().word())));
    }

    private static String words(@Nullable Duration time) {
        return time == null ? "" : DurationWords.exactly(time);
    }

    private static String utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    private static Report over(String input, String why, Instant now) {
        return report(input, Report.Says.RESOLVED, Words.of(why, ""), Map.of(), now);
    }

    private static Report report(String input, Report.Says says, Words words, Map<String, String> labels, Instant now) {
        String key = Input.ownKey(input, "silence");
        return new Report(
                key,
                says,
                Severity.CRITICAL,
                words,
                labels,
                now,
                Origin.of(key, "InputSilent", "input/" + input),
                null);
    }
}
