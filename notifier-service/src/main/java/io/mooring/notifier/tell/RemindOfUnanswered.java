package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.IncidentCare;
import io.mooring.notifier.alert.IncidentCare.Care;
import io.mooring.notifier.clock.DurationWords;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.PlanReminders.Situation;
import io.mooring.notifier.tell.SayGathering.Tone;
import io.mooring.notifier.tell.Unanswered.Member;
import io.mooring.notifier.tell.Unanswered.Place;
import io.mooring.notifier.tell.Unanswered.Silence;
import io.mooring.notifier.tell.Unanswered.Waits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls people again for alerts that nobody acknowledges, as {@link PlanReminders} says. */
final class RemindOfUnanswered {

    private static final Logger log = LoggerFactory.getLogger(RemindOfUnanswered.class);
    private static final int AT_ONCE = 100;
    private static final int MEMBERS = 200;

    /** Most that a round looks at: of what waits most is muted, or left to an incident, and must not delay the rest by minutes. */
    private static final int A_ROUND = 10_000;

    private final Unanswered unanswered;
    private final Gatherings gatherings;
    private final Alerts alerts;
    private final Mutes mutes;
    private final IncidentCare incidents;
    private final PlanReminders plan;
    private final SayGathering say;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final TellSettings settings;
    private volatile Place lookedAtLast = Place.BEFORE_ALL;

    RemindOfUnanswered(
            Unanswered unanswered,
            Gatherings gatherings,
            Alerts alerts,
            Mutes mutes,
            IncidentCare incidents,
            PlanReminders plan,
            SayGathering say,
            TransactionalOperator transaction,
            InstantSource clock,
            TellSettings settings) {
        this.unanswered = unanswered;
        this.gatherings = gatherings;
        this.alerts = alerts;
        this.mutes = mutes;
        this.incidents = incidents;
        this.plan = plan;
        this.say = say;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The gravest first, and within a minute so many of one destination as would be no storm yet: the rest is told in later rounds.
     * A round that is broken off is gone on with in the next one, behind what it was at.
     */
    Mono<Void> remind() {
        return Mono.justOrEmpty(plan.waits()).flatMap(known -> unanswered
                .due(known, lookedAtLast, A_ROUND)
                .collectList()
                .zipWhen(_ -> unanswered.justReminded())
                .flatMap(found -> round(found.getT1(), known, new HashMap<>(found.getT2()))));
    }

    private Mono<Void> round(List<Silence> all, Waits known, Map<String, Integer> told) {
        return Flux.fromIterable(all)
                .buffer(AT_ONCE)
                .doOnNext(page -> lookedAtLast = Place.of(page.getLast()))
                .concatMap(page -> remind(page, known, told), 0)
                .then()
                .doOnSuccess(_ -> lookedAtLast = all.size() < A_ROUND ? Place.BEFORE_ALL : lookedAtLast);
    }

    private Mono<Void> remind(List<Silence> page, Waits known, Map<String, Integer> told) {
        return found(page)
                .flatMapIterable(due -> due)
                .concatMap(one -> isEnough(one, told) ? Mono.empty() : remind(one, known))
                .doOnNext(one -> told.merge(one.gathering().destination(), 1, Integer::sum))
                .then();
    }

    private boolean isEnough(Due due, Map<String, Integer> told) {
        return told.getOrDefault(due.gathering().destination(), 0) >= settings.stormAt();
    }

    /** A gathering for which it is time, and the alerts for which it is. */
    private record Due(Gathering gathering, List<Alert> alerts) {}

    /** All of them are looked at without holding anything: most are not due, and telling must not wait for them. */
    private Mono<List<Due>> found(List<Silence> page) {
        Instant now = clock.instant();
        List<UUID> ids = page.stream().map(silence -> silence.gathering().id()).toList();
        return unanswered.firing(ids, MEMBERS).collectList().flatMap(members -> {
            List<UUID> firing = members.stream().map(Member::alert).distinct().toList();
            return alerts.find(firing).collectMap(Alert::id).flatMap(found -> Mono.zip(
                            mutes.of(List.copyOf(found.values()), now), incidents.of(firing))
                    .map(about -> due(page, members, new About(found, about.getT1(), about.getT2(), now))));
        });
    }

    /** What is known of the alerts. */
    private record About(Map<UUID, Alert> alerts, Map<UUID, Muted> muted, Map<UUID, Care> cares, Instant now) {

        Situation situation(Alert alert, @Nullable String standInFor) {
            return new Situation(alert, standInFor, muted.get(alert.id()), cares.get(alert.id()), now);
        }
    }

    private List<Due> due(List<Silence> page, List<Member> members, About about) {
        Map<UUID, List<Member>> of = members.stream().collect(Collectors.groupingBy(Member::gathering));
        List<Due> due = new ArrayList<>();
        for (Silence silence : page) {
            List<Alert> some = of.getOrDefault(silence.gathering().id(), List.of()).stream()
                    .filter(member -> isDue(silence, member, about))
                    .map(member -> about.alerts().get(member.alert()))
                    .toList();
            if (!some.isEmpty()) {
                due.add(new Due(silence.gathering(), some));
            }
        }
        return due;
    }

    private boolean isDue(Silence silence, Member member, About about) {
        Alert alert = about.alerts().get(member.alert());
        return alert != null
                && plan.left(silence, about.situation(alert, member.standInFor()))
                        .filter(left -> !left.isPositive())
                        .isPresent();
    }

    /** In a transaction of its own; one that fails is tried in a later round, and keeps no other waiting. */
    private Mono<Silence> remind(Due due, Waits known) {
        UUID id = due.gathering().id();
        List<UUID> ids = due.alerts().stream().map(Alert::id).toList();
        return gatherings
                .hold()
                .then(unanswered.take(id, known))
                .flatMap(held -> say.now(held.gathering(), Tone.AGAIN, words(held.gathering(), due.alerts()))
                        .then(unanswered.reminded(id, ids, clock.instant()))
                        .thenReturn(held))
                .as(transaction::transactional)
                .onErrorResume(failed -> {
                    log.warn("Nobody could be reminded of gathering {}, trying again: {}", id, failed.toString());
                    return Mono.empty();
                });
    }

    private String words(Gathering gathering, List<Alert> due) {
        Instant now = clock.instant();
        Instant first =
                due.stream().map(Alert::raisedAt).min(Comparator.naturalOrder()).orElse(now);
        String ago = DurationWords.of(Duration.between(first, now)) + " ago";
        if (gathering.members() == 1) {
            return "Still nobody has it in hand: it began " + ago;
        }
        String many = due.size() < MEMBERS ? String.valueOf(due.size()) : MEMBERS + " or more";
        return "Still nobody has " + many + " of them in hand: the first began " + ago;
    }
}
