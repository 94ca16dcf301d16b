package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/**
 * Keeps back alerts whose cause is open. Of two alerts that rules let keep each other back the first is told: the graver, then
 * the older.
 */
@Order(Muter.INHIBITION)
final class InhibitAlerts implements Muter {

    /** Sources are the gravest first, so that what lies beyond in a storm keeps nobody back. */
    static final int OPEN = 10_000;

    private static final Comparator<Alert> FIRST = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(Alert::raisedAt)
            .thenComparing(Alert::id);

    private final List<Inhibition> rules;
    private final Alerts alerts;

    InhibitAlerts(List<Inhibition> rules, Alerts alerts) {
        this.rules = List.copyOf(rules);
        this.alerts = alerts;
    }

    @Override
    public Mono<Map<UUID, Muted>> of(List<Alert> asked, Instant now) {
        List<Inhibition> concerned = rules.stream()
                .filter(rule -> asked.stream().anyMatch(rule::concerns))
                .toList();
        return concerned.isEmpty()
                ? Mono.just(Map.of())
                : alerts.open(OPEN).collectList().map(open -> inhibited(asked, concerned, open));
    }

    private Map<UUID, Muted> inhibited(List<Alert> asked, List<Inhibition> concerned, List<Alert> open) {
        Map<UUID, Muted> muted = new HashMap<>();
        List<Causes> causes =
                concerned.stream().map(rule -> Causes.among(open, rule)).toList();
        for (Alert alert : asked) {
            for (Causes cause : causes) {
                Alert source = cause.of(alert);
                if (source != null && !(keepsBack(alert, source) && FIRST.compare(alert, source) < 0)) {
                    muted.putIfAbsent(alert.id(), muted(cause.rule(), source));
                }
            }
        }
        return muted;
    }

    private boolean keepsBack(Alert source, Alert target) {
        return rules.stream()
                .anyMatch(rule -> rule.springsFrom(source)
                        && rule.concerns(target)
                        && rule.joint(source).equals(rule.joint(target)));
    }

    private static Muted muted(Inhibition rule, Alert source) {
        return new Muted(
                Muted.Kind.INHIBITION,
                rule.name(),
                "Kept back by \"" + rule.name() + "\" while this is open: "
                        + source.words().title(),
                null);
    }

    /** The first open source of a rule for each value of the labels that must be equal. */
    private record Causes(Inhibition rule, Map<List<String>, Alert> first) {

        static Causes among(List<Alert> open, Inhibition rule) {
            return new Causes(
                    rule,
                    open.stream()
                            .filter(rule::springsFrom)
                            .sorted(FIRST)
                            .collect(Collectors.toMap(rule::joint, Function.identity(), (one, other) -> one)));
        }

        @Nullable
        Alert of(Alert alert) {
            return rule.concerns(alert) ? first.get(rule.joint(alert)) : null;
        }
    }
}
