package io.mooring.local;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What takes the place of a service elsewhere, until the environment names a real one. */
enum StandIn {
    SLACK("Slack stand-in", "MOORING_SLACK_TOKEN"),
    PAGERDUTY("PagerDuty stand-in", "MOORING_PAGERDUTY_KEY"),
    MAIL("Mail stand-in", "MOORING_MAIL_HOST");

    private final String words;
    private final String givesWayTo;

    StandIn(String words, String givesWayTo) {
        this.words = words;
        this.givesWayTo = givesWayTo;
    }

    /** By which people read of it. */
    String words() {
        return words;
    }

    static Set<StandIn> neededIn(Map<String, String> environment) {
        return Arrays.stream(values())
                .filter(each -> environment.getOrDefault(each.givesWayTo, "").isBlank())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StandIn.class)));
    }
}
