package io.mooring.backup.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a drill goes. */
public enum DrillMode {
    /** Looks whether each step could be done, and does none. */
    DRY_RUN,
    /** Does the automatic steps, into what is thrown away. */
    TEST,
    /** The real thing: another person approves it, and persons do and confirm what only they can. */
    EXECUTE;

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DrillMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
