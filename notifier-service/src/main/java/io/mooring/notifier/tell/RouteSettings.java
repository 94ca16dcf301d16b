package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.match.Matchers;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
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
 * @param inMaintenance whether it takes what maintenance mutes, while it does, and nothing else; other routes tell that afterwards
 * @param groupBy labels; alerts of one route that agree in them may be told together
 * @param remindAfter people are called again so long after they were called for what nobody has acknowledged, and then ever
 *     more seldom; null: never
 */
public record RouteSettings(
        @NotBlank String name,
        @DefaultValue Set<Severity> severities,
        @DefaultValue List<String> labels,
        @Nullable HoursSettings hours,
        @DefaultValue List<String> to,
        @DefaultValue("false") boolean goesOn,
        @DefaultValue("false") boolean inMaintenance,
        @DefaultValue("source") List<String> groupBy,
        @Nullable Duration remindAfter) {

    static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);

    public RouteSettings {
        severities = Set.copyOf(severities);
        labels = List.copyOf(labels);
        to = List.copyOf(
                new LinkedHashSet<>(to.stream().filter(one -> !one.isBlank()).toList()));
        groupBy = List.copyOf(groupBy);
        Matchers.parse(labels);
        if (remindAfter != null && remindAfter.compareTo(SHORTEST_REMINDER) < 0) {
            throw new IllegalArgumentException(
                    "route " + name + " has remind-after " + remindAfter + ": it is a minute (1m) or longer");
        }
        if (inMaintenance && hours != null) {
            throw new IllegalArgumentException(
                    "route " + name + " is in-maintenance and has hours: it is told as long as maintenance lasts");
        }
    }

    Route route() {
        return new Route(
                name, severities, Matchers.parse(labels), hours, to, goesOn, inMaintenance, groupBy, remindAfter);
    }
}
