package io.mooring.notifier.maintenance;

import io.mooring.notifier.match.Labelled;
import io.mooring.notifier.match.Matcher;
import io.mooring.notifier.match.Matchers;
import io.mooring.notifier.match.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A window's scope as a condition on rows of {@code alert a}, which says what {@link Scope#holds} says. PostgreSQL's patterns are not
 * RE2's: which of the values that there are fit a pattern is asked of the pattern.
 */
final class ReadScope {

    /** As {@link Labelled}: what every alert has by itself wins over labels of the same name. */
    private static final String LABELS = "(a.labels || jsonb_build_object('" + Labelled.ALERT_KEY + "', a.key, '"
            + Labelled.SEVERITY + "', lower(a.severity), '" + Labelled.SOURCE + "', a.source, '" + Labelled.EVENT_TYPE
            + "', a.event_type))";

    private final DatabaseClient database;
    private final Scope scope;

    ReadScope(DatabaseClient database, Scope scope) {
        this.database = database;
        this.scope = scope;
    }

    /** A condition in SQL with the values of its parameters. */
    record Condition(String sql, Map<String, Object> values) {

        GenericExecuteSpec bind(GenericExecuteSpec statement) {
            GenericExecuteSpec bound = statement;
            for (Map.Entry<String, Object> value : values.entrySet()) {
                bound = bound.bind(value.getKey(), value.getValue());
            }
            return bound;
        }
    }

    /** What it keeps back as it is now. */
    Mono<Condition> read(Window window) {
        return read(window, scope.mapped(window));
    }

    /** What belongs to it however grave it is: an alert that became graver meanwhile has neither recovered nor is it new. */
    Mono<Condition> ofAnySeverity(Window window) {
        return read(
                window,
                scope.mapped(window).stream()
                        .map(matchers -> matchers.without(Labelled.SEVERITY))
                        .toList());
    }

    private Mono<Condition> read(Window window, List<Matchers> mapped) {
        Map<String, Object> values = new HashMap<>();
        List<String> any = new ArrayList<>();
        if (!window.components().isEmpty()) {
            any.add("EXISTS (SELECT 1 FROM unnest(:labels::text[]) AS label WHERE coalesce(" + LABELS
                    + " ->> label, '') = ANY (:components::text[]))");
            values.put("labels", scope.labels().toArray(String[]::new));
            values.put("components", window.components().toArray(String[]::new));
        }
        return Flux.fromIterable(mapped)
                .concatMap(matchers -> all(matchers, values))
                .doOnNext(any::add)
                .then(Mono.fromSupplier(
                        () -> new Condition(any.isEmpty() ? "false" : "(" + String.join(" OR ", any) + ")", values)));
    }

    private Mono<String> all(Matchers matchers, Map<String, Object> values) {
        return matchers.all().isEmpty()
                ? Mono.just("true")
                : Flux.fromIterable(matchers.all())
                        .concatMap(matcher -> one(matcher, values))
                        .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private Mono<String> one(Matcher matcher, Map<String, Object> values) {
        String label = "label" + values.size();
        values.put(label, matcher.label());
        String fits = "fits" + values.size();
        String sql = "coalesce(" + LABELS + " ->> :" + label + ", '') = ANY (:" + fits + "::text[])";
        return fitting(matcher)
                .doOnNext(some -> values.put(fits, some))
                .thenReturn(matcher.operator() == Operator.DIFFERS ? "NOT " + sql : sql);
    }

    private Mono<String[]> fitting(Matcher matcher) {
        return switch (matcher.operator()) {
            case EQUALS, DIFFERS -> Mono.just(new String[] {matcher.value()});
            case MATCHES, MATCHES_NOT ->
                database.sql("SELECT DISTINCT coalesce(" + LABELS
                                + " ->> :label, '') AS value FROM alert a WHERE a.state <> 'RESOLVED'")
                        .bind("label", matcher.label())
                        .map(row -> Objects.requireNonNull(row.get("value", String.class)))
                        .all()
                        .filter(matcher::fits)
                        .collectList()
                        .map(some -> some.toArray(String[]::new));
        };
    }
}
