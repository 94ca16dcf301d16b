package io.mooring.backup.drill;

import io.mooring.backup.verify.Finding;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Drills for tests. */
final class Rehearsed {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Recovery.Objective OBJECTIVE = new Recovery.Objective(Duration.ofMinutes(30), Duration.ofMinutes(15));

    private Rehearsed() {}

    static Drill asked(Scenario scenario, DrillMode mode, String planId) {
        DrillRequest request = new DrillRequest(
                scenario, mode, planId, "The <b>shop</b>", "database", "ann", false, "correlation", null);
        return Drill.asked(UuidV7.system().next().toString(), request, NOW);
    }

    static Drill running(DrillMode mode) {
        Drill asked = asked(Scenario.DATABASE_CORRUPTION, mode, "shop");
        return (asked.state() == DrillState.AWAITING_APPROVAL ? asked.approved("bob") : asked).started(NOW);
    }

    /** Every step done, the backup consistent ten minutes before and restored in a minute. */
    static Drill done(Drill running) {
        Drill now = running.found(running.chosen()
                .backup("run-1", NOW.minus(Duration.ofMinutes(10)))
                .reading("v-1")
                .restore("v-2")
                .restored(60_000L, null));
        for (DrillStep step : running.steps()) {
            StepOutcome outcome = step.step().action().isAutomatic() ? StepOutcome.DONE : StepOutcome.SKIPPED;
            now = now.step(step.begun(NOW).ended(outcome, "so it was", null, NOW.plusSeconds(1)));
        }
        return now;
    }

    static List<Recovery> measured(Drill drill) {
        return List.of(
                Recovery.measured("database", OBJECTIVE, Measure.rto(drill), Measure.rpo(drill), "not measured"),
                Recovery.unknown("cache", OBJECTIVE, "nobody measures it"));
    }

    static Drill ended(Drill running) {
        Drill done = done(running);
        return done.ended(measured(done), NOW.plusSeconds(90));
    }

    static Finding met(Drill drill) {
        return drill.components().getFirst().met();
    }
}
