package io.mooring.backup.drill;

import io.mooring.backup.verify.PrintablePage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drill as a page to print. */
final class DrillPage {

    private DrillPage() {}

    static String of(DrillView drill, Instant now) {
        return new PrintablePage("Recovery drill: " + drill.title())
                .paragraph(summary(drill))
                .table(List.of("", ""), facts(drill, now))
                .heading("Objectives")
                .table(
                        List.of("Component", "Met", "Recovery time", "Objective", "Data lost", "Objective", "Why"),
                        components(drill))
                .heading("Steps")
                .table(List.of("Step", "Who", "Outcome", "Took", "What happened", "By"), steps(drill))
                .end();
    }

    private static String summary(DrillView drill) {
        String failure = drill.failure();
        return switch (drill.state()) {
            case "succeeded" ->
                "Every step that was to be done was done, and the objectives of what was measured were met.";
            case "failed" -> "Failed: " + failure;
            case "inconclusive" -> "Not decided: " + failure;
            case "cancelled", "refused" -> "It did not take place.";
            default -> "It is not over; what is not answered yet is unknown.";
        };
    }

    private static List<List<String>> facts(DrillView drill, Instant now) {
        return List.of(
                List.of("State", drill.state()),
                List.of("Mode", drill.mode()),
                List.of("Plan", drill.planName() + " (" + drill.planId() + ")"),
                List.of("Backup", text(drill.runId()) + ", consistent at " + text(drill.consistentAt())),
                List.of("Started by", drill.startedBy() + (drill.scheduled() ? " (timetable)" : "")),
                List.of("Approved or refused by", text(drill.decidedBy())),
                List.of("Began", text(drill.startedAt())),
                List.of("Ended", text(drill.finishedAt())),
                List.of("Drill", drill.id()),
                List.of("Printed", now.toString()));
    }

    private static List<List<String>> components(DrillView drill) {
        return drill.components().stream()
                .map(one -> List.of(
                        one.component(),
                        one.met(),
                        PrintablePage.duration(one.measuredRtoMillis()),
                        PrintablePage.duration(one.objectiveRtoMillis()),
                        PrintablePage.duration(one.measuredRpoMillis()),
                        PrintablePage.duration(one.objectiveRpoMillis()),
                        one.reason()))
                .toList();
    }

    private static List<List<String>> steps(DrillView drill) {
        return drill.steps().stream()
                .map(step -> List.of(
                        step.name() + (step.dangerous() ? " (cannot be taken back)" : ""),
                        step.who(),
                        step.outcome(),
                        step.millis() == null ? "-" : PrintablePage.duration(step.millis()),
                        step.words().isEmpty() ? step.what() : step.words(),
                        step.by() == null ? "-" : step.by()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
