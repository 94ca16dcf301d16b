package io.mooring.notifier.tell;

import io.mooring.notifier.mute.Muted;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told of an alert, and how that came about.
 *
 * @param to empty when nobody is told
 * @param heldBy what mutes it; null when nothing does
 * @param steps everything that was asked, in its order
 */
record Decision(List<Choice> to, @Nullable Muted heldBy, List<Step> steps) {

    /** @param standInFor the destination in whose place this one is told; null for none */
    record Choice(
            String destination,
            String route,
            String groupKey,
            String why,
            @Nullable String standInFor) {}

    /** One thing that was asked. */
    record Step(String subject, Verdict verdict, String why) {}

    /** What came of a step. */
    enum Verdict {
        MATCHED,
        NOT_MATCHED,
        MUTED,
        PASSED,
        SKIPPED
    }

    /** What came of it all. */
    enum Outcome {
        TOLD,
        HELD,
        NOBODY
    }

    Outcome outcome() {
        if (to.isEmpty()) {
            return Outcome.NOBODY;
        }
        return heldBy == null ? Outcome.TOLD : Outcome.HELD;
    }

    String inWords() {
        String names = to.stream().map(Choice::destination).distinct().collect(Collectors.joining(", "));
        return switch (outcome()) {
            case TOLD -> "It is told to " + names + ".";
            case HELD ->
                "Nobody is told for now: " + (heldBy == null ? "" : heldBy.why())
                        + ". Afterwards, if it is still open: " + names + ".";
            case NOBODY -> "Nobody is told: " + last() + ".";
        };
    }

    private String last() {
        boolean matched = steps.stream().anyMatch(step -> step.verdict() == Verdict.MATCHED);
        return matched ? "the route that takes it leads nowhere" : "no route takes it";
    }
}
