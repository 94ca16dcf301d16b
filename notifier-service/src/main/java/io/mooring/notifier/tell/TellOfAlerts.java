package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.ChangeWords;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.tell.SayGathering.Tone;
import io.mooring.platform.events.EventContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
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

    private static final Set<What> DECIDED_ANEW = Set.of(What.RAISED, What.ESCALATED);
    private static final Set<What> CALLS = Set.of(What.ESCALATED, What.UNACKNOWLEDGED);

    private final TellAlerts tell;
    private final DecideTelling decide;
    private final Tellings tellings;
    private final Gatherings gatherings;
    private final SayGathering say;
    private final Conversations conversations;
    private final ComposeMessage compose;
    private final InstantSource clock;

    TellOfAlerts(
            TellAlerts tell,
            DecideTelling decide,
            Tellings tellings,
            Gatherings gatherings,
            SayGathering say,
            Conversations conversations,
            ComposeMessage compose,
            InstantSource clock) {
        this.tell = tell;
        this.decide = decide;
        this.tellings = tellings;
        this.gatherings = gatherings;
        this.say = say;
        this.conversations = conversations;
        this.compose = compose;
        this.clock = clock;
    }

    @Override
    public Mono<Void> follow(List<AlertChange> changes) {
        Instant now = clock.instant();
        Map<UUID, Alert> decideAbout = new LinkedHashMap<>();
        Map<UUID, List<AlertChange>> known = new LinkedHashMap<>();
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
            if (change.what() != What.RAISED) {
                known.computeIfAbsent(alert.id(), id -> new ArrayList<>()).add(change);
            }
        }
        // Who was told before hears of the change; then who was not, how it stands by now.
        return revise(known)
                .then(tell.tell(decideAbout.values(), now))
                .then(over(changes))
                .thenMany(Flux.fromIterable(news))
                .concatMap(alert -> say(alert, now))
                .then();
    }

    /** What people were told of before they are told how it stands now. */
    private Mono<Void> revise(Map<UUID, List<AlertChange>> changes) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        return gatherings
                .hold()
                .thenMany(gatherings.ofAlerts(changes.keySet()))
                .collectList()
                .flatMapMany(
                        open -> gatherings.told(changes.keySet()).collectList().flatMapIterable(told -> open.stream()
                                .map(gathering -> new Revised(
                                        gathering,
                                        told.stream()
                                                .filter(one -> one.gathering().equals(gathering.id()))
                                                .flatMap(one -> changes.getOrDefault(one.alert(), List.of()).stream())
                                                .toList()))
                                .toList()))
                .concatMap(revised -> say.say(revised.gathering(), revised.tone(), revised.remark()))
                .then();
    }

    private record Revised(Gathering gathering, List<AlertChange> changes) {

        Tone tone() {
            return changes.stream().anyMatch(change -> CALLS.contains(change.what())) ? Tone.LOUD : Tone.QUIET;
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

    /** One event may be news in several ways: each has a conversation of its own. */
    private Mono<Void> say(Alert news, Instant now) {
        return Flux.fromIterable(decide.of(news, null, now).to())
                .concatMap(choice -> conversations.say(
                        choice.destination(), "news/" + news.id(), Operation.OPEN, compose.news(news)))
                .contextWrite(context -> news.origin().traceparent() == null
                        ? context
                        : context.put(EventContext.TRACEPARENT, news.origin().traceparent()))
                .then();
    }
}
