package io.mooring.backup.drill;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A disaster, and what is done about it in which order. The steps are data: {@link ScenarioSteps}. */
public enum Scenario {
    DATACENTER_OUTAGE("Datacenter outage", "A whole site is gone, with every server and disk in it."),
    DATABASE_CORRUPTION("Database corruption", "The database runs, but its data are wrong or unreadable."),
    SECURITY_BREACH("Security breach", "Somebody else was in: nothing that was running can be trusted."),
    APPLICATION_FAILURE(
            "Application failure", "A release or a fault took the application down; the data may be damaged.");

    private final String title;
    private final String what;

    Scenario(String title, String what) {
        this.title = title;
        this.what = what;
    }

    public String title() {
        return title;
    }

    public String what() {
        return what;
    }

    List<ScenarioStep> steps() {
        return ScenarioSteps.of(this);
    }

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Scenario> of(String word) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.word().equals(word))
                .findFirst();
    }
}
