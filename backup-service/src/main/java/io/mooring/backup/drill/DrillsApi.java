package io.mooring.backup.drill;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.drill.Drills.DrillFilter;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.verify.PrintablePage;
import io.mooring.platform.web.idempotency.IdempotencyKey;
import io.mooring.platform.web.idempotency.IdempotencyKeys;
import io.mooring.platform.web.idempotency.RequestFingerprint;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Rehearsing disasters. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/drills")
@Tag(name = "Drills", description = "Disasters rehearsed, and how long recovery takes against the objectives")
class DrillsApi {

    private final Drills drills;
    private final RequestDrill request;
    private final ShowDrills show;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;
    private final BackupSettings settings;
    private final InstantSource clock;

    DrillsApi(
            Drills drills,
            RequestDrill request,
            ShowDrills show,
            IdempotencyKeys idempotency,
            Cursors cursors,
            BackupSettings settings,
            InstantSource clock) {
        this.drills = drills;
        this.request = request;
        this.show = show;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What to rehearse.
     *
     * @param planId whose backups to use; null for the settings' plan
     */
    record Wish(
            @Nullable String scenario,
            @Nullable String mode,
            @Nullable String planId) {}

    /**
     * What a person did about a step.
     *
     * @param outcome done, failed or skipped
     */
    record Told(@Nullable String outcome, @Nullable String words) {}

    @GetMapping("/scenarios")
    @Operation(summary = "Scenarios with their steps", description = "And when each was last rehearsed.")
    Mono<Page<ShowDrills.ScenarioView>> scenarios() {
        return show.scenarios().map(all -> new Page<>(all, null));
    }

    @GetMapping("/trend")
    @Operation(
            summary = "Measured recovery times and points over time",
            description = "Oldest first; the last 200 drills.")
    Mono<Page<ShowDrills.Point>> trend(
            @RequestParam(required = false) @Nullable String scenario,
            @RequestParam(required = false) @Nullable String component) {
        return show.trend(scenario == null ? null : scenario(scenario), component)
                .map(points -> new Page<>(points, null));
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Start a drill",
            description =
                    "Mode dry-run, test or execute; execute waits for another person's approval. Needs an Idempotency-Key.")
    Mono<ResponseEntity<?>> start(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody Wish wish,
            Principal caller) {
        Scenario scenario = scenario(wish.scenario());
        DrillMode mode = mode(wish.mode());
        String fingerprint = RequestFingerprint.of(
                HttpMethod.POST, "/api/v1/drills", scenario.word(), mode.word(), String.valueOf(wish.planId()));
        Mono<ResponseEntity<DrillView>> started = request.of(scenario, mode, wish.planId(), caller.getName(), false)
                .onErrorMap(Jobs.Busy.class, DrillsApi::goingOn)
                .map(drill -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/drills/" + drill.id()))
                        .body(view(drill)));
        return idempotency.once(IdempotencyKey.require(key), caller.getName(), fingerprint, started);
    }

    @GetMapping
    @Operation(summary = "Drills, newest first", description = "Filtered by scenario and plan.")
    Mono<Page<DrillView>> list(
            @RequestParam(required = false) @Nullable String scenario,
            @RequestParam(required = false) @Nullable String planId,
            PageRequest page) {
        Scenario wanted = scenario == null ? null : scenario(scenario);
        String list = "drills?scenario=" + scenario + "&planId=" + planId;
        String olderThan = page.cursor() == null
                ? null
                : cursors.decode(list, page.cursor(), 1).getFirst();
        return drills.list(new DrillFilter(wanted, planId, false, olderThan, page.limit() + 1))
                .map(this::view)
                .collectList()
                .map(found -> Page.of(found, page.limit(), one -> cursors.encode(list, one.id())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One drill with every step's outcome, time and words")
    Mono<DrillView> one(@PathVariable String id) {
        return find(id).map(this::view);
    }

    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A drill's report", description = "JSON, or with Accept: text/html a page to print.")
    Mono<DrillView> report(@PathVariable String id) {
        return one(id);
    }

    @GetMapping(path = "/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true)
    Mono<ResponseEntity<String>> page(@PathVariable String id) {
        return find(id).map(drill -> PrintablePage.answer(DrillPage.of(view(drill), clock.instant())));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasRole('APPROVER')")
    @Operation(summary = "Approve the real thing", description = "By another person than the one who asked for it.")
    Mono<DrillView> approve(@PathVariable String id, Principal caller) {
        return find(id).flatMap(drill -> request.approve(drill, caller.getName()))
                .onErrorMap(Jobs.Busy.class, DrillsApi::goingOn)
                .map(this::view);
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize("hasRole('APPROVER')")
    @Operation(summary = "Refuse the real thing", description = "By another person than the one who asked for it.")
    Mono<DrillView> refuse(@PathVariable String id, Principal caller) {
        return find(id).flatMap(drill -> request.refuse(drill, caller.getName()))
                .map(this::view);
    }

    @PostMapping("/{id}/steps/{stepId}")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Say what became of the step that waits for a person",
            description = "{outcome: done, failed or skipped; words}. The drill goes on.")
    Mono<DrillView> step(
            @PathVariable String id, @PathVariable String stepId, @RequestBody Told told, Principal caller) {
        StepOutcome outcome = outcome(told.outcome());
        String words = told.words() == null || told.words().isBlank() ? "No words were given." : told.words();
        return find(id).flatMap(drill -> request.person(drill, stepId, outcome, words, caller.getName()))
                .onErrorMap(Jobs.Busy.class, DrillsApi::goingOn)
                .map(this::view);
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Cancel a drill")
    Mono<DrillView> cancel(@PathVariable String id, Principal caller) {
        return find(id).flatMap(drill -> request.cancel(drill, caller.getName()))
                .map(this::view);
    }

    private DrillView view(Drill drill) {
        return DrillView.of(drill, settings.drills().runbook());
    }

    private Mono<Drill> find(String id) {
        return drills.find(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.UNKNOWN_DRILL, "There is no drill with the id '" + id + "'.")));
    }

    private static ProblemException goingOn(Jobs.Busy busy) {
        return new ProblemException(
                BackupProblem.DRILL_GOING_ON, "A drill of this plan waits or runs. Wait for it or cancel it.");
    }

    private static Scenario scenario(@Nullable String word) {
        return Scenario.of(String.valueOf(word))
                .orElseThrow(() -> invalid(
                        "scenario",
                        "datacenter-outage, database-corruption, security-breach, application-failure",
                        word));
    }

    private static DrillMode mode(@Nullable String word) {
        return DrillMode.of(String.valueOf(word)).orElseThrow(() -> invalid("mode", "dry-run, test, execute", word));
    }

    private static StepOutcome outcome(@Nullable String word) {
        return switch (String.valueOf(word)) {
            case "done" -> StepOutcome.DONE;
            case "failed" -> StepOutcome.FAILED;
            case "skipped" -> StepOutcome.SKIPPED;
            default -> throw invalid("outcome", "done, failed, skipped", word);
        };
    }

    private static ProblemException invalid(String field, String known, @Nullable String word) {
        return ProblemException.ofField(
                PlatformProblem.INVALID_REQUEST, field, "is none of " + known + ": '" + word + "'");
    }
}
