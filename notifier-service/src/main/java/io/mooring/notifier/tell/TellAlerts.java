package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.Decision.Choice;
import io.mooring.notifier.tell.Gatherings.Told;
import io.mooring.notifier.tell.SayGathering.Tone;
import io.mooring.notifier.tell.Tellings.Decided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells alerts where routes say, in the caller's transaction: decides, gathers, says. An alert that a destination was told
 * of before is not told there anew.
 */
final class TellAlerts {

    private final DecideTelling decide;
    private final Mutes mutes;
    private final Tellings tellings;
    private final Gatherings gatherings;
    private final SayGathering say;
    private final TellSettings settings;
    private final Supplier<UUID> ids;

    TellAlerts(
            DecideTelling decide,
            Mutes mutes,
            Tellings tellings,
            Gatherings gatherings,
            SayGathering say,
            TellSettings settings,
            Supplier<UUID> ids) {
        this.decide = decide;
        this.mutes = mutes;
        this.tellings = tellings;
        this.gatherings = gatherings;
        this.say = say;
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * An alert that a destination is to be told of.
     *
     * @param held whether it is held back from all others
     */
    private record Due(Alert alert, Choice choice, boolean held) {

        String place() {
            return alert.id() + choice.destination();
        }
    }

    /** As {@link Gatherings#hold}: before rows are taken that whoever tells may be waiting for. */
    Mono<Void> hold() {
        return gatherings.hold();
    }

    /** Decides about each and tells those that nothing holds back. Who calls it holds the alerts. */
    Mono<Void> tell(Collection<Alert> alerts, Instant now) {
        return tell(alerts, gathering -> gathering.callAt() == null, now);
    }

    /** The same of alerts that were held back: a call that is owed for them does not wait for one that is planned. */
    Mono<Void> release(Collection<Alert> alerts, Instant now) {
        return tell(alerts, gathering -> true, now);
    }

    private Mono<Void> tell(Collection<Alert> alerts, Predicate<Gathering> callsNow, Instant now) {
        if (alerts.isEmpty()) {
            return Mono.empty();
        }
        List<Alert> all = List.copyOf(alerts);
        return mutes.of(all, now).flatMap(muted -> tell(all, muted, callsNow, now));
    }

    /** Tells an alert at one more destination, whatever routes say. Who calls it holds the alert. */
    Mono<Void> tellAlso(Alert alert, Choice choice, Instant now) {
        return gather(List.of(new Due(alert, choice, false)), gathering -> false, now);
    }

    /** Those of these alerts about which something else would be decided now than what holds them back. Changes nothing. */
    Mono<List<Alert>> noLongerHeldBy(Map<UUID, Muted> before, List<Alert> alerts, Instant now) {
        return mutes.of(alerts, now).map(muted -> alerts.stream()
                .filter(alert -> !Objects.equals(
                        before.get(alert.id()),
                        Decided.of(alert, decide.of(alert, muted.get(alert.id()), now), now)
                                .heldBy()))
                .toList());
    }

    /** Those of these alerts that a route leads somewhere now. Changes nothing. */
    List<Alert> takenNow(List<Alert> alerts, Instant now) {
        return alerts.stream()
                .filter(alert -> decide.of(alert, null, now).outcome() != Decision.Outcome.NOBODY)
                .toList();
    }

    private Mono<Void> tell(List<Alert> alerts, Map<UUID, Muted> muted, Predicate<Gathering> callsNow, Instant now) {
        List<Decided> decided = new ArrayList<>();
        List<Due> due = new ArrayList<>();
        for (Alert alert : alerts) {
            Decision decision = decide.of(alert, muted.get(alert.id()), now);
            decided.add(Decided.of(alert, decision, now));
            boolean held = decision.outcome() == Decision.Outcome.HELD;
            decision.now().forEach(choice -> due.add(new Due(alert, choice, held)));
        }
        return tellings.decided(decided).then(gather(due, callsNow, now));
    }

    private Mono<Void> gather(List<Due> due, Predicate<Gathering> callsNow, Instant now) {
        if (due.isEmpty()) {
            return Mono.empty();
        }
        Map<String, List<Due>> byDestination = new TreeMap<>();
        due.forEach(one -> byDestination
                .computeIfAbsent(one.choice().destination(), name -> new ArrayList<>())
                .add(one));
        Map<UUID, Alert> alerts = new HashMap<>();
        due.forEach(one -> alerts.put(one.alert().id(), one.alert()));
        return gatherings
                .hold()
                .then(gatherings.told(alerts.keySet()).collectList())
                .flatMap(before -> callAgain(alerts, due, before, callsNow)
                        .thenMany(Flux.fromIterable(byDestination.entrySet()))
                        .concatMap(entry -> gather(entry.getKey(), unknown(entry.getValue(), before), now))
                        .then());
    }

    private static List<Due> unknown(List<Due> due, List<Told> before) {
        Set<String> known =
                before.stream().map(told -> told.alert() + told.destination()).collect(Collectors.toSet());
        return due.stream().filter(one -> !known.contains(one.place())).toList();
    }

    /**
     * What became graver while it was held back was shown to whoever knew of it, and called nobody. Now those are called from whom
     * nothing holds it back.
     */
    private Mono<Void> callAgain(
            Map<UUID, Alert> alerts, List<Due> due, List<Told> before, Predicate<Gathering> callsNow) {
        Set<UUID> held =
                due.stream().filter(Due::held).map(one -> one.alert().id()).collect(Collectors.toSet());
        Set<String> places = due.stream().map(Due::place).collect(Collectors.toSet());
        Predicate<Told> isTold =
                told -> !held.contains(told.alert()) || places.contains(told.alert() + told.destination());
        Map<UUID, Alert> owed = new HashMap<>();
        before.stream().filter(told -> told.askedAt() == null).filter(isTold).forEach(told -> {
            Alert alert = alerts.get(told.alert());
            if (alert != null && alert.state() == AlertState.FIRING) {
                owed.put(told.gathering(), alert);
            }
        });
        return owed.isEmpty()
                ? Mono.empty()
                : gatherings
                        .ofAlerts(owed.values().stream().map(Alert::id).toList())
                        .collectList()
                        .flatMapIterable(open -> open)
                        .filter(gathering -> owed.containsKey(gathering.id()) && callsNow.test(gathering))
                        .concatMap(gathering -> say.say(gathering, Tone.LOUD, released(owed, held, gathering)))
                        .then();
    }

    private static String released(Map<UUID, Alert> owed, Set<UUID> held, Gathering gathering) {
        Alert alert = owed.get(gathering.id());
        if (alert == null) {
            return "No longer held back";
        }
        return (held.contains(alert.id()) ? "While maintenance lasts: " : "No longer held back: ")
                + alert.words().title();
    }

    private Mono<Void> gather(String destination, List<Due> due, Instant now) {
        if (due.isEmpty()) {
            return Mono.empty();
        }
        return gatherings
                .lately(destination, Gather.looksBackTo(now, settings))
                .map(lately -> new Gather(settings, ids, lately.open(), lately.begun(), now))
                .flatMap(gather -> place(gather, destination, due, now));
    }

    private Mono<Void> place(Gather gather, String destination, List<Due> due, Instant now) {
        List<UUID> places = due.stream()
                .map(one -> gather.place(one.alert(), destination, one.choice().groupKey()))
                .toList();
        Map<UUID, Tone> tones = gather.touched().stream()
                .collect(Collectors.toMap(Gathering::id, gathering -> tone(gather, gathering)));
        List<Told> told = IntStream.range(0, due.size())
                .mapToObj(i -> told(due.get(i), places.get(i), tones.get(places.get(i)), now))
                .toList();
        return gatherings
                .save(gather.touched())
                .then(gatherings.tell(told))
                .thenMany(Flux.fromIterable(gather.touched()))
                .concatMap(gathering -> say.say(
                        gathering,
                        tones.get(gathering.id()),
                        gather.isNew(gathering) ? "" : remark(gathering, due, told)))
                .then();
    }

    /** Who joins was called for when the call is written down, which follows. */
    private static Told told(Due due, UUID gathering, Tone tone, Instant now) {
        Choice choice = due.choice();
        return new Told(
                due.alert().id(),
                choice.destination(),
                gathering,
                now,
                choice.route(),
                choice.why(),
                choice.standInFor(),
                tone == Tone.OPENING ? now : null);
    }

    private static Tone tone(Gather gather, Gathering gathering) {
        if (gather.isNew(gathering)) {
            return Tone.OPENING;
        }
        return gather.isLoud(gathering) ? Tone.LOUD : Tone.QUIET;
    }

    /** What joined; what begins with it has nothing to add to its own words. */
    private static String remark(Gathering gathering, List<Due> due, List<Told> told) {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).gathering().equals(gathering.id())) {
                titles.add(due.get(i).alert().words().title());
            }
        }
        return titles.size() == 1
                ? "Also: " + titles.getFirst()
                : titles.size() + " more alerts, such as: " + titles.getFirst();
    }
}
