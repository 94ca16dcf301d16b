package io.mooring.notifier.input;

import io.mooring.notifier.alert.ActOnAlert;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what an input says to the alerts: what it said, what it said before, and that it was heard, in one transaction. Emergencies
 * open incidents, which takes time: of many each part is kept by itself, so that a message that could not be kept whole in time has
 * less left to do when it comes again.
 */
final class TakeSignals {

    private static final int EMERGENCIES_AT_ONCE = 20;

    private final InputRecords records;
    private final Reports reports;
    private final Alerts alerts;
    private final ActOnAlert acts;
    private final TransactionalOperator transaction;

    TakeSignals(
            InputRecords records, Reports reports, Alerts alerts, ActOnAlert acts, TransactionalOperator transaction) {
        this.records = records;
        this.reports = reports;
        this.alerts = alerts;
        this.acts = acts;
        this.transaction = transaction;
    }

    Mono<Void> take(Input input, List<Signal> signals, Instant now) {
        List<Signal.Said> said = once(signals);
        boolean beat =
                input.settings().heartbeatAlert().isBlank() || signals.stream().anyMatch(Signal.Beat.class::isInstance);
        List<List<Signal.Said>> parts = parts(said);
        return Flux.fromIterable(parts.subList(0, parts.size() - 1))
                .concatMap(part -> transaction.transactional(hear(input, part, now)))
                .then(Mono.defer(() -> transaction.transactional(
                        hear(input, parts.getLast(), now).then(records.heard(input, beat, now)))))
                .then(takeOn(signals));
    }

    /** In their order; at least one, which may be empty. */
    private static List<List<Signal.Said>> parts(List<Signal.Said> said) {
        List<List<Signal.Said>> parts = new ArrayList<>();
        int begin = 0;
        int emergencies = 0;
        for (int at = 0; at < said.size(); at++) {
            boolean emergency = said.get(at).report().severity() == Severity.EMERGENCY;
            if (emergency && ++emergencies > EMERGENCIES_AT_ONCE) {
                parts.add(said.subList(begin, at));
                begin = at;
                emergencies = 1;
            }
        }
        parts.add(said.subList(begin, said.size()));
        return parts;
    }

    private Mono<Void> hear(Input input, List<Signal.Said> said, Instant now) {
        List<Signal.Said> named =
                said.stream().filter(signal -> signal.id() != null).toList();
        Mono<Set<String>> known = named.isEmpty() ? Mono.just(Set.of()) : records.admit(input, named, now);
        return known.flatMap(old -> reports.hear(fresh(said, old)));
    }

    private static List<Report> fresh(List<Signal.Said> said, Set<String> old) {
        return said.stream()
                .filter(signal -> signal.countsAgain() || signal.id() == null || !old.contains(signal.id()))
                .map(Signal.Said::report)
                .toList();
    }

    /** A message may say one thing twice. */
    private static List<Signal.Said> once(List<Signal> signals) {
        List<Signal.Said> unnamed = new ArrayList<>();
        Map<String, Signal.Said> named = new LinkedHashMap<>();
        for (Signal signal : signals) {
            if (signal instanceof Signal.Said said) {
                String id = said.id();
                if (id == null) {
                    unnamed.add(said);
                } else {
                    named.putIfAbsent(id, said);
                }
            }
        }
        unnamed.addAll(0, named.values());
        return unnamed;
    }

    /** Of an alert that is over, or was never heard of, there is nothing to take on. */
    private Mono<Void> takeOn(List<Signal> signals) {
        return Flux.fromIterable(signals)
                .ofType(Signal.TakenOn.class)
                .concatMap(taken -> alerts.openOf(taken.key())
                        .flatMap(alert -> acts.acknowledge(
                                alert.id(), taken.by(), Alert.Via.API, "Acknowledged where it was reported from")))
                .then();
    }
}
