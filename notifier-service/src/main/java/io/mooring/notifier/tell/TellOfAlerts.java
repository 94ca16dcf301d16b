package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.ChangeWords;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.SayGathering.Tone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells people of every change of an alert, in the transaction that makes it. */
@Order(-10)
final class TellOfAlerts implements AlertFollower {

    private static final Set<What> DECIDED_ANEW = Set.of(What.RAISED, What.ESCALATED, What.RELAPSED);

    /** So many edits are said in the transaction of their batch. */
    static final int EDITS_AT_ONCE = 5;

    private final TellAlerts tell;
    private final Tellings tellings;
    private final Gatherings gatherings;
    private final SayGathering say;
    private final TellNews tellNews;
    private final Mutes mutes;
    private final InstantSource clock;

    TellOfAlerts(
            TellAlerts tell,
            Tellings tellings,
            Gatherings gatherings,
            SayGathering say,
            TellNews tellNews,
            Mutes mutes,
            InstantSource clock) {
        this.tell = tell;
        this.tellings = tellings;
        this.gatherings = gatherings;
        this.say = say;
        this.tellNews = tellNews;
        this.mutes = mutes;
        this.clock = clock;
    }

    @Override
    public Mono<Void> follow(List<AlertChange> changes) {
        Instant now = clock.instant();
        Map<UUID, Alert> decideAbout = new LinkedHashMap<>();
        Map<UUID, List<AlertChange>> known = new LinkedHashMap<>();
        Map<UUID, Alert> graver = new LinkedHashMap<>();
        List<Alert> news = new ArrayList<>();
        for (AlertChange change : changes) {
            Alert alert = change.after();
            if (change.what() == What.NEWS) {
                news.add(alert);
                continue;
            }
            if (DECIDED_ANEW.contains(change.what())) {
                decideAbout.put(alert.id(), alert);
            }
            if (change.what() == What.ESCALATED) {
                graver.put(alert.id(), alert);
            }
            if (change.what() != What.RAISED) {
                known.computeIfAbsent(alert.id(), id -> new ArrayList<>()).add(change);
            }
        }
        // Who was told before hears of the change; then who was not, how it stands by now.
        return muted(graver.values(), now)
                .flatMap(muted -> revise(known, graver.keySet(), muted))
                .then(tell.tell(decideAbout.values(), now))
                .then(over(changes))
                .then(tellNews.tell(news, now));
    }

    /** What became graver calls nobody while something mutes it: whoever was told of it sees it, and is called when it is released. */
    private Mono<Set<UUID>> muted(Collection<Alert> graver, Instant now) {
        return graver.isEmpty()
                ? Mono.just(Set.of())
                : mutes.of(List.copyOf(graver), now).map(Map::keySet);
    }

    /** What people were told of before they are told how it stands now. */
    private Mono<Void> revise(Map<UUID, List<AlertChange>> changes, Set<UUID> graver, Set<UUID> muted) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        return gatherings
                .hold()
                .then(owe(changes, graver))
                .then(gatherings.ofAlerts(changes.keySet()).collectList())
                .flatMap(open -> gatherings
                        .told(changes.keySet())
                        .collectMultimap(
                                Gatherings.Told::gathering, one -> changes.getOrDefault(one.alert(), List.of()))
                        .flatMap(told -> say(open.stream()
                                .map(gathering ->
                                        Revised.of(gathering, told.getOrDefault(gathering.id(), List.of()), muted))
                                .toList())));
    }

    /** A call is owed for what became graver, and for what somebody had and gave back. */
    private Mono<Void> owe(Map<UUID, List<AlertChange>> changes, Set<UUID> graver) {
        Set<UUID> owed = new HashSet<>(graver);
        changes.forEach((alert, all) -> {
            if (all.stream().anyMatch(change -> change.what() == What.UNACKNOWLEDGED)) {
                owed.add(alert);
            }
        });
        return owed.isEmpty() ? Mono.empty() : gatherings.owe(owed);
    }

    /** Edits are said a little later when they are many: a batch that wrote them all would hold up what begins behind it. */
    private Mono<Void> say(List<Revised> revised) {
        List<UUID> edits = revised.stream()
                .filter(Revised::isEdit)
                .map(one -> one.gathering().id())
                .toList();
        boolean later = edits.size() > EDITS_AT_ONCE;
        Mono<Void> marked = later ? gatherings.markDirty(edits) : Mono.empty();
        return marked.thenMany(Flux.fromIterable(revised))
                .filter(one -> !later || !one.isEdit())
                .concatMap(one -> say.say(one.gathering(), one.tone(), one.remark()))
                .then();
    }

    private record Revised(Gathering gathering, List<AlertChange> changes, Set<UUID> muted) {

        static Revised of(Gathering gathering, Collection<List<AlertChange>> changes, Set<UUID> muted) {
            return new Revised(gathering, changes.stream().flatMap(List::stream).toList(), muted);
        }

        /** Nothing that anybody waits for. */
        boolean isEdit() {
            return changes.stream().allMatch(change -> change.what() == What.UPDATED || change.what() == What.RELAPSED);
        }

        Tone tone() {
            return changes.stream().anyMatch(this::calls) ? Tone.LOUD : Tone.QUIET;
        }

        private boolean calls(AlertChange change) {
            return change.what() == What.UNACKNOWLEDGED
                    || change.what() == What.ESCALATED
                            && !muted.contains(change.after().id());
        }

        String remark() {
            if (changes.size() != 1) {
                return counted();
            }
            AlertChange change = changes.getFirst();
            String words = ChangeWords.of(change);
            return gathering.members() == 1
                    ? words
                    : "“" + change.after().words().title() + "”: " + words;
        }

        private String counted() {
            return changes.stream()
                    .collect(Collectors.groupingBy(AlertChange::what, TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
    }

    private Mono<Void> over(Collection<AlertChange> changes) {
        List<UUID> ended = changes.stream()
                .filter(change -> change.what() == What.RESOLVED)
                .map(change -> change.after().id())
                .toList();
        return ended.isEmpty() ? Mono.empty() : tellings.over(ended);
    }
}
