package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.match.Matchers;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Silences. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/silences")
@Tag(name = "Silences", description = "What is not told for a while, by whom and why")
class SilencesApi {

    static final int COUNTED = 10_000;
    static final int SHOWN = 20;

    private final Silences silences;
    private final KeepSilences keep;
    private final Alerts alerts;
    private final Cursors cursors;
    private final InstantSource clock;

    SilencesApi(Silences silences, KeepSilences keep, Alerts alerts, Cursors cursors, InstantSource clock) {
        this.silences = silences;
        this.keep = keep;
        this.alerts = alerts;
        this.cursors = cursors;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Silences, newest first", description = "State is active, pending or expired.")
    Mono<Page<SilenceView>> list(@RequestParam(required = false) @Nullable String state, PageRequest page) {
        SilenceState wanted = state == null ? null : state(state);
        String list = "silences?state=" + (wanted == null ? "" : wanted);
        UUID before = page.cursor() == null
                ? null
                : UUID.fromString(cursors.decode(list, page.cursor(), 1).getFirst());
        Instant now = clock.instant();
        return Mono.zip(
                silences.list(wanted, now, before, page.limit() + 1)
                        .collectList()
                        .map(found -> Page.of(
                                found,
                                page.limit(),
                                last -> cursors.encode(list, last.id().toString()))),
                open(),
                (found, open) -> found.map(silence -> view(silence, open, now)));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "One silence")
    Mono<ResponseEntity<SilenceView>> show(@PathVariable UUID id) {
        return keep.existing(id)
                .flatMap(this::shown)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Silence alerts", description = "The caller owns it. It must have a reason and an end.")
    Mono<ResponseEntity<SilenceView>> create(@RequestBody SilenceOrder order, Principal caller) {
        return keep.create(order, caller.getName()).flatMap(this::shown).map(view -> ResponseEntity.created(
                        URI.create("/api/v1/silences/" + view.id()))
                .eTag(view.etag())
                .body(view));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Change a silence that is not over", description = "Needs If-Match. Its owner stays.")
    Mono<ResponseEntity<SilenceView>> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody SilenceOrder order,
            Principal caller) {
        return keep.change(id, order, ifMatch, caller.getName())
                .flatMap(this::shown)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    @PostMapping("/{id}/expire")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "End a silence before its time")
    Mono<SilenceView> expire(@PathVariable UUID id, Principal caller) {
        return keep.end(id, caller.getName()).flatMap(this::shown);
    }

    /** Conditions to be tried. */
    record Wanted(@Nullable List<@Nullable MatcherView> matchers) {}

    /** Open alerts that they match: the first, and how many more. */
    record Preview(List<Line> matching, int more, boolean everything) {}

    /** One alert in short. */
    record Line(UUID id, String title, String severity) {}

    @PostMapping("/preview")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Which open alerts a silence would match", description = "Changes nothing.")
    Mono<Preview> preview(@RequestBody Wanted wanted) {
        List<FieldFault> faults = new ArrayList<>();
        Matchers matchers = SilenceOrder.conditions(wanted.matchers(), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(
                    PlatformProblem.INVALID_REQUEST, faults.getFirst().message(), faults);
        }
        return open().map(open -> open.stream().filter(matchers::matches).toList())
                .map(matching -> new Preview(
                        matching.stream().limit(SHOWN).map(SilencesApi::line).toList(),
                        Math.max(0, matching.size() - SHOWN),
                        matchers.matchAlmostEverything()));
    }

    private static Line line(Alert alert) {
        return new Line(
                alert.id(), alert.words().title(), alert.severity().name().toLowerCase(Locale.ROOT));
    }

    private Mono<SilenceView> shown(Silence silence) {
        return open().map(open -> view(silence, open, clock.instant()));
    }

    private static SilenceView view(Silence silence, List<Alert> open, Instant now) {
        long matching = silence.state(now) == SilenceState.EXPIRED
                ? 0
                : open.stream().filter(silence.matchers()::matches).count();
        return SilenceView.of(silence, matching, now);
    }

    private Mono<List<Alert>> open() {
        return alerts.open(COUNTED).collectList();
    }

    private static SilenceState state(String name) {
        return Arrays.stream(SilenceState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of active, pending, expired: '" + name + "'"));
    }
}
