package io.mooring.platform.observability.settings;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** Settings whose environment variables are not set and have no default. */
final class MissingSettings extends RuntimeException {

    private final transient SortedMap<String, String> variables;

    /** @param variables by the key that each would set */
    MissingSettings(SortedMap<String, String> variables) {
        super(
                variables.entrySet().stream()
                        .map(missing -> "The setting " + missing.getKey()
                                + " takes its value from the environment variable " + missing.getValue()
                                + ", which is not set and has no default.")
                        .collect(Collectors.joining("\n")),
                null,
                false,
                false);
        this.variables = variables;
    }

    String remedy() {
        return "Set " + variables.values().stream().distinct().collect(Collectors.joining(", ")) + ".";
    }
}
