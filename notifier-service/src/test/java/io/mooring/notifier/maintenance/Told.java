package io.mooring.notifier.maintenance;

import io.mooring.notifier.maintenance.Window.Impact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Windows and what is told of them, for tests of this and other capabilities. */
public final class Told {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Told() {}

    /** Two hours of the shop's database. */
    public static Window window(Instant startsAt) {
        return window(startsAt, startsAt.plus(Duration.ofHours(2)), List.of("database"));
    }

    public static Window window(Instant startsAt, Instant endsAt, List<String> components) {
        return new Window(
                "Replace a disk", "Short breaks.", components, Impact.DEGRADED, startsAt, endsAt, true, "ann");
    }

    public static WindowChange change(String id, WindowState state, Window window, Instant at) {
        return new WindowChange(id, state, window, at, "");
    }
}
