package io.mooring.backup;

import java.util.Map;
import org.awaitility.Awaitility;

/** What Prometheus would read. */
final class Meters {

    private Meters() {}

    /** Waits until a meter with these tags, and others or none, shows more than nothing. */
    static void awaitShown(Caller caller, String meter, Map<String, String> tags) {
        Awaitility.await(meter + tags).until(() -> caller.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter + "{"))
                .filter(line -> tags.entrySet().stream()
                        .allMatch(tag -> line.contains(tag.getKey() + "=\"" + tag.getValue() + "\"")))
                .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) > 0));
    }
}
