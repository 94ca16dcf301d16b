package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.match.Matchers;
import jakarta.validation.constraints.NotBlank;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A route: which alerts go where. Routes are asked in their order, and the first that takes an alert ends the search unless
 * it goes on.
 *
 * @param severities empty for all
 * @param labels conditions such as {@code service=shop}, {@code team!=web}, {@code component=~db.*}; all must hold
 * @param hours null for always
 * @param to names of destinations; none: these alerts are told nobody
 * @param goesOn whether later routes are asked as well
 * @param groupBy labels; alerts of one route that agree in them may be told together
 */
public record RouteSettings(
        @NotBlank String name,
        @DefaultValue Set<Severity> severities,
        @DefaultValue List<String> labels,
        @Nullable HoursSettings hours,
        @DefaultValue List<String> to,
        @DefaultValue("false") boolean goesOn,
        @DefaultValue("source") List<String> groupBy) {

    public RouteSettings {
        severities = Set.copyOf(severities);
        labels = List.copyOf(labels);
        to = List.copyOf(
                new LinkedHashSet<>(to.stream().filter(one -> !one.isBlank()).toList()));
        groupBy = List.copyOf(groupBy);
        Matchers.parse(labels);
    }

    Route route() {
        return new Route(name, severities, Matchers.parse(labels), hours, to, goesOn, groupBy);
    }
}
