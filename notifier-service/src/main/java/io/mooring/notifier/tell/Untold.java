package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Grave alerts that reached nobody.
 *
 * @param givenUp wherever they were told, every delivery was given up
 * @param noRoute no route takes them, and none says that nobody is to be told
 */
record Untold(List<Alert> givenUp, List<Alert> noRoute) {

    private static final int LINES = 10;

    int count() {
        return givenUp.size() + noRoute.size();
    }

    /** Why, what to do, and the gravest of them. */
    Words words() {
        List<String> text = new ArrayList<>();
        if (count() == 0) {
            return Words.of("Every grave alert reached somebody, or is over", "");
        }
        if (!noRoute.isEmpty()) {
            text.add("No route takes " + which(noRoute)
                    + ". Tell whoever must know, and add a route to notifier.routes; one that leads to no destination says that"
                    + " nobody is to be told.");
        }
        if (!givenUp.isEmpty()) {
            text.add("Everything that was to be sent of " + which(givenUp)
                    + " was given up. Tell whoever must know, mend the destinations and retry what is dead.");
        }
        text.add(Stream.concat(noRoute.stream(), givenUp.stream())
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .limit(LINES)
                .map(alert -> alert.severity() + ": " + alert.words().title())
                .collect(Collectors.joining("\n")));
        return Words.of(title(), String.join("\n", text));
    }

    private String title() {
        return count() == 1
                ? "A grave alert reached nobody"
                : String.format(Locale.ROOT, "%,d grave alerts reached nobody", count());
    }

    private String which(List<Alert> some) {
        if (count() == 1) {
            return "it";
        }
        return some.size() == count() ? "them" : String.format(Locale.ROOT, "%,d of them", some.size());
    }
}
