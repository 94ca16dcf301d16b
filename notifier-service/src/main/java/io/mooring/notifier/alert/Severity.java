package io.mooring.notifier.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How urgently a person must look, from least to most. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL,
    EMERGENCY;

    /** As the API spells them. */
    public static final String NAMES = Arrays.stream(values())
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    public boolean isGraverThan(Severity other) {
        return compareTo(other) > 0;
    }

    /** In small letters or capitals; empty for what is none. */
    public static Optional<Severity> named(@Nullable String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
