package io.mooring.notifier.oncall;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.oncall.OnCallViews.DutyView;
import io.mooring.notifier.oncall.OnCallViews.PersonView;
import io.mooring.notifier.oncall.OnCallViews.ShiftView;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who is on call, now and later. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/on-call")
class OnCallApi {

    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration MOST = Duration.ofDays(366);

    private final AskWhoIsOnCall ask;
    private final InstantSource clock;

    OnCallApi(AskWhoIsOnCall ask, InstantSource clock) {
        this.ask = ask;
        this.clock = clock;
    }

    /** The levels of escalation in their order, then schedules that no level names. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<DutyView>> onCall(@RequestParam(required = false) @Nullable Instant at) {
        Instant when = sensible("at", at == null ? clock.instant() : at);
        return ask.around(when, when.plus(MOST))
                .map(known -> new Page<>(
                        known.at(when).stream()
                                .map(duty -> DutyView.of(
                                        duty,
                                        known.passedOver(duty.schedule(), when).orElse(null)))
                                .toList(),
                        null));
    }

    @GetMapping("/people")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<PersonView>> people() {
        return Mono.fromSupplier(() -> new Page<>(
                ask.roster().people().values().stream()
                        .sorted(Comparator.comparing(Person::name))
                        .map(PersonView::of)
                        .toList(),
                null));
    }

    /** From now for two weeks, unless asked otherwise; at most a year. */
    @GetMapping("/schedules/{name}/shifts")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<ShiftView>> shifts(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Schedule schedule = schedule(name);
        Instant begin = sensible("from", from == null ? clock.instant() : from);
        Instant end = sensible("to", to == null ? begin.plus(USUAL) : to);
        if (!end.isAfter(begin) || end.isAfter(begin.plus(MOST))) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, "to", "is after from, by at most " + MOST.toDays() + " days");
        }
        return ask.around(begin, end)
                .map(known -> new Page<>(
                        known.shifts(schedule, begin, end).stream()
                                .map(shift -> ShiftView.of(shift, ask.roster().people()))
                                .toList(),
                        null));
    }

    private Schedule schedule(String name) {
        Schedule schedule = ask.roster().schedules().get(name);
        if (schedule == null) {
            throw new ProblemException(NotifierProblem.UNKNOWN_SCHEDULE, "There is no schedule '" + name + "'");
        }
        return schedule;
    }

    /** Rows and calendars end somewhere; a hundred years are enough for everybody. */
    private Instant sensible(String field, Instant at) {
        if (Duration.between(clock.instant(), at).abs().toDays() > 36_500) {
            throw ProblemException.ofField(PlatformProblem.INVALID_REQUEST, field, "is within a hundred years");
        }
        return at;
    }
}
