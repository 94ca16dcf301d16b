package io.mooring.notifier.tell;

import io.mooring.notifier.message.Destination;
import io.mooring.notifier.mute.Muted;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decision as the API shows it. */
record DecisionView(
        String outcome,
        List<Where> destinations,
        List<Where> meanwhile,
        @Nullable Held held,
        List<Step> steps,
        String inWords) {

    record Where(
            String name,
            String channel,
            String address,
            String route,
            String why,
            @Nullable String standInFor) {}

    record Held(
            String kind,
            String reference,
            String why,
            @Nullable Instant until) {

        static @Nullable Held of(@Nullable Muted muted) {
            return muted == null ? null : new Held(name(muted.kind()), muted.reference(), muted.why(), muted.until());
        }
    }

    record Step(String subject, String verdict, String why) {}

    static DecisionView of(Decision decision, Places places) {
        return new DecisionView(
                name(decision.outcome()),
                decision.to().stream().map(choice -> where(choice, places)).toList(),
                decision.meanwhile().stream()
                        .map(choice -> where(choice, places))
                        .toList(),
                Held.of(decision.heldBy()),
                decision.steps().stream()
                        .map(step -> new Step(step.subject(), name(step.verdict()), step.why()))
                        .toList(),
                decision.inWords());
    }

    private static Where where(Decision.Choice choice, Places places) {
        Optional<Destination> destination = places.named(choice.destination());
        return new Where(
                choice.destination(),
                destination.map(Destination::channel).orElse(""),
                destination.map(Destination::address).orElse(""),
                choice.route(),
                choice.why(),
                choice.standInFor());
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
