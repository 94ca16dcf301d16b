package io.mooring.notifier.tell;

import io.mooring.notifier.mute.Muted;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told of an alert, and how that came about.
 *
 * @param to who is told when nothing mutes it; empty when nobody is
 * @param meanwhile who is told while maintenance mutes it
 * @param heldBy what mutes it; null when nothing does
 * @param steps everything that was asked, in its order
 */
record Decision(
        List<Choice> to, List<Choice> meanwhile, @Nullable Muted heldBy, List<Step> steps) {

    /** Of an alert that is forgotten, in words. */
    static final String NO_ROUTE = "Nobody is told: no route takes it.";

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
        if (to.isEmpty() && meanwhile.isEmpty()) {
            return Outcome.NOBODY;
        }
        return heldBy == null ? Outcome.TOLD : Outcome.HELD;
    }

    /** Who is told now. */
    List<Choice> now() {
        return switch (outcome()) {
            case TOLD -> to;
            case HELD -> meanwhile;
            case NOBODY -> List.of();
        };
    }

    String inWords() {
        return switch (outcome()) {
            case TOLD -> "It is told to " + names(to) + ".";
            case HELD ->
                (meanwhile.isEmpty() ? "Nobody is told for now: " : "Only " + names(meanwhile) + " is told for now: ")
                        + (heldBy == null ? "" : heldBy.why())
                        + ". Afterwards, if it is still open: "
                        + (to.isEmpty() ? "nobody" : names(to)) + ".";
            case NOBODY -> isForgotten() ? NO_ROUTE : "Nobody is told: the route that takes it leads nowhere.";
        };
    }

    private static String names(List<Choice> choices) {
        return choices.stream().map(Choice::destination).distinct().collect(Collectors.joining(", "));
    }

    /** Nobody is told of it, and no route says that this is meant by leading nowhere. */
    boolean isForgotten() {
        return outcome() == Outcome.NOBODY && steps.stream().noneMatch(step -> step.verdict() == Verdict.MATCHED);
    }
}
