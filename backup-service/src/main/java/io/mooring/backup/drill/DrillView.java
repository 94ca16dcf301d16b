package io.mooring.backup.drill;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drill as the API shows it. Milliseconds, UTC. */
record DrillView(
        String id,
        String scenario,
        String title,
        String mode,
        String planId,
        String planName,
        String component,
        String state,
        String startedBy,
        boolean scheduled,
        @Nullable String decidedBy,
        @Nullable String failure,
        @Nullable String runId,
        @Nullable Instant consistentAt,
        @Nullable String readingId,
        @Nullable String restoreTestId,
        int stepsDone,
        List<Step> steps,
        List<Component> components,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String correlationId) {

    /** One step with what became of it. */
    record Step(
            String id,
            String name,
            String what,
            String who,
            boolean automatic,
            boolean dangerous,
            @Nullable String runbook,
            String outcome,
            String words,
            @Nullable String by,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long millis) {

        static Step of(DrillStep done, @Nullable URI runbook) {
            ScenarioStep step = done.step();
            return new Step(
                    step.id(),
                    step.name(),
                    step.what(),
                    step.who(),
                    step.action().isAutomatic(),
                    step.dangerous(),
                    runbook == null ? null : runbook + "#" + step.runbook(),
                    done.outcome().word(),
                    done.words(),
                    done.by(),
                    done.startedAt(),
                    done.endedAt(),
                    done.startedAt() == null || done.endedAt() == null
                            ? null
                            : Duration.between(done.startedAt(), done.endedAt()).toMillis());
        }
    }

    /** One component; {@code met} is passed, failed or unknown. */
    record Component(
            String component,
            long objectiveRtoMillis,
            @Nullable Long measuredRtoMillis,
            long objectiveRpoMillis,
            @Nullable Long measuredRpoMillis,
            String met,
            String reason) {

        static Component of(Recovery recovery) {
            return new Component(
                    recovery.component(),
                    recovery.objectiveRtoMillis(),
                    recovery.measuredRtoMillis(),
                    recovery.objectiveRpoMillis(),
                    recovery.measuredRpoMillis(),
                    recovery.met().verdict().word(),
                    recovery.met().reason());
        }
    }

    static DrillView of(Drill drill, @Nullable URI runbook) {
        DrillRequest request = drill.request();
        Chosen chosen = drill.chosen();
        return new DrillView(
                drill.id(),
                request.scenario().word(),
                request.scenario().title(),
                request.mode().word(),
                request.planId(),
                request.planName(),
                request.component(),
                drill.state().word(),
                request.startedBy(),
                request.scheduled(),
                drill.decidedBy(),
                drill.failure(),
                chosen == null ? null : chosen.runId(),
                chosen == null ? null : chosen.consistentAt(),
                chosen == null ? null : chosen.readingId(),
                chosen == null ? null : chosen.restoreId(),
                drill.stepsDone(),
                drill.steps().stream().map(step -> Step.of(step, runbook)).toList(),
                drill.components().stream().map(Component::of).toList(),
                drill.queuedAt(),
                drill.startedAt(),
                drill.finishedAt(),
                request.correlationId());
    }
}
