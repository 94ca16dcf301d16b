package io.mooring.notifier.alert;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query parameters of the list of alerts. */
record AlertFilters(Set<AlertState> states, Set<Severity> severities, Map<String, String> labels, String words) {

    static AlertFilters of(MultiValueMap<String, String> asked) {
        return new AlertFilters(
                states(asked.getOrDefault("state", List.of())),
                severities(asked.getOrDefault("severity", List.of())),
                labels(asked.getOrDefault("label", List.of())),
                words(asked.getFirst("q")));
    }

    AlertQuery query(@Nullable List<String> after) {
        AlertQuery.Place place = after == null
                ? null
                : new AlertQuery.Place(Integer.parseInt(after.getFirst()), Long.parseLong(after.getLast()));
        return new AlertQuery(states, severities, labels, words, !states.contains(AlertState.RESOLVED), place);
    }

    String name() {
        return "alerts?" + states + severities + labels + words;
    }

    private static Set<AlertState> states(List<String> asked) {
        Set<AlertState> wanted = EnumSet.noneOf(AlertState.class);
        for (String name : asked) {
            if (name.equals("open")) {
                wanted.addAll(EnumSet.of(AlertState.FIRING, AlertState.ACKNOWLEDGED));
            } else {
                wanted.add(named(AlertState.values(), name, "state", "open, firing, acknowledged, resolved"));
            }
        }
        return wanted.isEmpty() ? EnumSet.allOf(AlertState.class) : wanted;
    }

    private static Set<Severity> severities(List<String> asked) {
        Set<Severity> wanted = EnumSet.noneOf(Severity.class);
        asked.forEach(name -> wanted.add(named(Severity.values(), name, "severity", Severity.NAMES)));
        return wanted.isEmpty() ? EnumSet.allOf(Severity.class) : wanted;
    }

    private static <E extends Enum<E>> E named(E[] values, String name, String field, String all) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(field, "is none of " + all + ": '" + OutsideText.cut(name, 50) + "'"));
    }

    private static Map<String, String> labels(List<String> asked) {
        Map<String, String> labels = new TreeMap<>();
        for (String label : asked) {
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw wrong("label", "has the form name=value");
            }
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }

    private static String words(@Nullable String asked) {
        return asked == null ? "" : OutsideText.cut(asked.strip(), 200);
    }

    private static ProblemException wrong(String field, String message) {
        return ProblemException.ofField(PlatformProblem.INVALID_REQUEST, field, message);
    }
}
