package io.mooring.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Everything that is wrong with the settings, gathered so that one start tells it all. */
final class SettingFaults {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final List<String> faults = new ArrayList<>();

    void add(String fault) {
        faults.add(fault);
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            add(otherwise);
        }
    }

    void text(String key, String value) {
        require(!value.isBlank(), key + " is missing");
    }

    /** Ids become parts of object keys and addresses. */
    void name(String key, String value) {
        require(
                NAME.matcher(value).matches(),
                key + " must be 1 to 63 lower-case letters, digits and hyphens but is '" + value + "'");
    }

    void between(String key, long value, long least, long most) {
        require(value >= least && value <= most, key + " must be " + least + " to " + most + " but is " + value);
    }

    void positive(String key, Duration value) {
        require(value.isPositive(), key + " must be longer than zero but is " + value);
    }

    void throwIfAny(String prefix) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(prefix + ": " + String.join("; ", faults));
        }
    }
}
