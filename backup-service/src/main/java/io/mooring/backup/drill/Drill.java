package io.mooring.backup.drill;

import io.mooring.backup.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One rehearsal. A value: each change is a new one, and {@link DrillState} refuses those that make no sense.
 *
 * @param id UUIDv7, so that ids sort by age
 * @param chosen null before it began
 * @param components measured against the objectives; empty before the end
 * @param decidedBy who approved or refused; null when nobody had to
 * @param failure why it failed or is inconclusive, in words; null otherwise
 */
record Drill(
        String id,
        DrillRequest request,
        DrillState state,
        List<DrillStep> steps,
        @Nullable Chosen chosen,
        List<Recovery> components,
        @Nullable String decidedBy,
        @Nullable String failure,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    Drill {
        steps = List.copyOf(steps);
        components = List.copyOf(components);
        if (state.isOver() != (finishedAt != null)) {
            throw new IllegalArgumentException("an end is given exactly when it is over");
        }
    }

    static Drill asked(String id, DrillRequest request, Instant now) {
        return new Drill(
                id,
                request,
                request.mode() == DrillMode.EXECUTE ? DrillState.AWAITING_APPROVAL : DrillState.QUEUED,
                request.scenario().steps().stream().map(DrillStep::pending).toList(),
                null,
                List.of(),
                null,
                null,
                now,
                null,
                null);
    }

    Drill approved(String by) {
        return with(state.to(DrillState.QUEUED), steps, chosen, components, by, null, null);
    }

    Drill refused(String by, Instant now) {
        return with(state.to(DrillState.REFUSED), steps, chosen, components, by, null, now);
    }

    Drill cancelled(String by, Instant now) {
        return with(
                state.to(DrillState.CANCELLED), steps, chosen, components, decidedBy, "Cancelled by " + by + ".", now);
    }

    /** Begun, or begun again. */
    Drill started(Instant now) {
        Chosen kept = chosen == null ? Chosen.nothing(now) : chosen;
        return new Drill(
                id,
                request,
                state.to(DrillState.RUNNING),
                steps,
                kept,
                components,
                decidedBy,
                failure,
                queuedAt,
                startedAt == null ? now : startedAt,
                null);
    }

    Drill found(Chosen now) {
        return with(state, steps, now, components, decidedBy, failure, finishedAt);
    }

    /** With the step as it is now. */
    Drill step(DrillStep now) {
        List<DrillStep> changed = steps.stream()
                .map(step -> step.step().id().equals(now.step().id()) ? now : step)
                .toList();
        return with(state, changed, chosen, components, decidedBy, failure, finishedAt);
    }

    Drill waitsForPerson() {
        return with(state.to(DrillState.AWAITING_PERSON), steps, chosen, components, decidedBy, failure, null);
    }

    Drill goesOn() {
        return with(state.to(DrillState.QUEUED), steps, chosen, components, decidedBy, failure, null);
    }

    /** Over, by what the steps and the measurements say. */
    Drill ended(List<Recovery> measured, Instant now) {
        Drill all = with(state, steps, chosen, measured, decidedBy, null, finishedAt);
        Optional<String> wrong = all.firstFailure();
        Optional<String> open = all.firstUnknown();
        DrillState end = wrong.isPresent()
                ? DrillState.FAILED
                : open.isPresent() ? DrillState.INCONCLUSIVE : DrillState.SUCCEEDED;
        return all.with(
                state.to(end),
                steps,
                chosen,
                measured,
                decidedBy,
                wrong.or(() -> open).orElse(null),
                now);
    }

    /** The next step that is not over. */
    Optional<DrillStep> next() {
        return steps.stream().filter(step -> !step.outcome().isOver()).findFirst();
    }

    Optional<DrillStep> step(String stepId) {
        return steps.stream().filter(step -> step.step().id().equals(stepId)).findFirst();
    }

    int stepsDone() {
        return (int) IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).outcome() == StepOutcome.DONE
                        || steps.get(i).outcome() == StepOutcome.READY)
                .count();
    }

    private Optional<String> firstFailure() {
        Optional<String> step = steps.stream()
                .filter(one -> one.outcome() == StepOutcome.FAILED)
                .map(one -> one.step().name() + ": " + one.words())
                .findFirst();
        return step.or(() -> components.stream()
                .filter(one -> one.met().verdict() == Verdict.FAILED)
                .map(one -> "The objective for " + one.component() + " was missed: "
                        + one.met().reason())
                .findFirst());
    }

    /** Components that this drill was not about stay unknown without making it inconclusive; its own does. */
    private Optional<String> firstUnknown() {
        Optional<String> step = steps.stream()
                .filter(one -> one.outcome() == StepOutcome.UNKNOWN)
                .map(one -> one.step().name() + ": " + one.words())
                .findFirst();
        return request.mode() == DrillMode.DRY_RUN
                ? step
                : step.or(() -> components.stream()
                        .filter(one -> one.component().equals(request.component()))
                        .filter(one -> one.met().verdict() == Verdict.UNKNOWN)
                        .map(one -> one.component() + ": " + one.met().reason())
                        .findFirst());
    }

    private Drill with(
            DrillState next,
            List<DrillStep> nowSteps,
            @Nullable Chosen nowChosen,
            List<Recovery> nowComponents,
            @Nullable String by,
            @Nullable String why,
            @Nullable Instant ended) {
        return new Drill(id, request, next, nowSteps, nowChosen, nowComponents, by, why, queuedAt, startedAt, ended);
    }
}
