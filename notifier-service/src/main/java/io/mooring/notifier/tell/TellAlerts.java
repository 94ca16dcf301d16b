package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.Decision.Choice;
import io.mooring.notifier.tell.Gatherings.Told;
import io.mooring.notifier.tell.SayGathering.Tone;
import io.mooring.notifier.tell.Tellings.Decided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
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

    /** An alert that a destination is to be told of. */
    private record Due(Alert alert, Choice choice) {}

    /** Decides about each and tells those that nothing holds back. Who calls it holds the alerts. */
    Mono<Void> tell(Collection<Alert> alerts, Instant now) {
        if (alerts.isEmpty()) {
            return Mono.empty();
        }
        List<Alert> all = List.copyOf(alerts);
        return mutes.of(all, now).flatMap(muted -> tell(all, muted, now));
    }

    /** Tells an alert at one more destination, whatever routes say. Who calls it holds the alert. */
    Mono<Void> tellAlso(Alert alert, Choice choice, Instant now) {
        return gather(List.of(new Due(alert, choice)), now);
    }

    private Mono<Void> tell(List<Alert> alerts, Map<UUID, Muted> muted, Instant now) {
        List<Decided> decided = new ArrayList<>();
        List<Due> due = new ArrayList<>();
        for (Alert alert : alerts) {
            Decision decision = decide.of(alert, muted.get(alert.id()), now);
            decided.add(Decided.of(alert, decision, now));
            if (decision.outcome() == Decision.Outcome.TOLD) {
                decision.to().forEach(choice -> due.add(new Due(alert, choice)));
            }
        }
        return tellings.decided(decided).then(gather(due, now));
    }

    private Mono<Void> gather(List<Due> due, Instant now) {
        if (due.isEmpty()) {
            return Mono.empty();
        }
        Map<String, List<Due>> byDestination = new TreeMap<>();
        due.forEach(one -> byDestination
                .computeIfAbsent(one.choice().destination(), name -> new ArrayList<>())
                .add(one));
        Set<UUID> alerts = new HashSet<>();
        due.forEach(one -> alerts.add(one.alert().id()));
        return gatherings
                .hold()
                .then(gatherings
                        .told(alerts)
                        .map(told -> told.alert() + told.destination())
                        .collect(() -> new HashSet<String>(), Set::add))
                .flatMap(before -> Flux.fromIterable(byDestination.entrySet())
                        .concatMap(entry -> gather(entry.getKey(), unknown(entry.getValue(), before), now))
                        .then());
    }

    private static List<Due> unknown(List<Due> due, Set<String> before) {
        return due.stream()
                .filter(one -> !before.contains(one.alert().id() + one.choice().destination()))
                .toList();
    }

    private Mono<Void> gather(String destination, List<Due> due, Instant now) {
        if (due.isEmpty()) {
            return Mono.empty();
        }
        Instant joinable = now.minus(
                settings.within().compareTo(settings.stormEnds()) > 0 ? settings.within() : settings.stormEnds());
        return gatherings
                .lately(destination, joinable, Gather.looksBackTo(now))
                .map(lately -> new Gather(settings, ids, lately.open(), lately.begun(), now))
                .flatMap(gather -> place(gather, destination, due, now));
    }

    private Mono<Void> place(Gather gather, String destination, List<Due> due, Instant now) {
        List<Told> told = new ArrayList<>();
        for (Due one : due) {
            Choice choice = one.choice();
            UUID gathering = gather.place(one.alert(), destination, choice.groupKey());
            told.add(new Told(
                    one.alert().id(), destination, gathering, now, choice.route(), choice.why(), choice.standInFor()));
        }
        return gatherings
                .save(gather.touched())
                .then(gatherings.tell(told))
                .thenMany(Flux.fromIterable(gather.touched()))
                .concatMap(gathering -> say.say(gathering, tone(gather, gathering), remark(gathering, due, told)))
                .then();
    }

    private static Tone tone(Gather gather, Gathering gathering) {
        if (gather.isNew(gathering)) {
            return Tone.OPENING;
        }
        return gather.isLoud(gathering) ? Tone.LOUD : Tone.QUIET;
    }

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
