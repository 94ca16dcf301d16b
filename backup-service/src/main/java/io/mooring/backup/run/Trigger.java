package io.mooring.backup.run;

import java.util.Locale;

/** What asked for a run: a person or the plan's schedule. */
public enum Trigger {
    MANUAL,
    SCHEDULE;

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
