package io.mooring.backup.retention;

import io.mooring.backup.BackupSettings;
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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Backups that are to go before their time: ask, see what would go, agree. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/purges")
@Tag(name = "Purges", description = "Deleting backups before their time, which another person must agree to")
class PurgesApi {

    private final Purges purges;
    private final RequestPurge requestPurge;
    private final DecidePurge decidePurge;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;
    private final Duration timeout;

    PurgesApi(
            Purges purges,
            RequestPurge requestPurge,
            DecidePurge decidePurge,
            IdempotencyKeys idempotency,
            Cursors cursors,
            BackupSettings settings) {
        this.purges = purges;
        this.requestPurge = requestPurge;
        this.decidePurge = decidePurge;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.timeout = settings.approvalTimeout();
    }

    /** What a purge would do with each backup, newest first. */
    record PlanView(long goes, long stays, List<PurgeView.ItemView> items) {

        static PlanView of(List<PurgeItem> items) {
            long goes = items.stream().filter(PurgeItem::goes).count();
            return new PlanView(
                    goes,
                    items.size() - goes,
                    items.stream().map(PurgeView.ItemView::of).toList());
        }
    }

    /** Why not; at most 500 characters. */
    record Refusal(@Nullable String reason) {}

    @PostMapping("/plan")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "What a purge would delete, what would stay, and why", description = "Changes nothing.")
    Mono<PlanView> plan(@RequestBody PurgeOrder order) {
        return Mono.fromSupplier(order::looked).flatMap(requestPurge::plan).map(PlanView::of);
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Ask that one backup, or all of a plan, be deleted before their time",
            description = "Answers 202; nothing is deleted before another person approves. Needs an Idempotency-Key.")
    Mono<ResponseEntity<?>> request(
            @RequestBody PurgeOrder order,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            Principal caller) {
        String fingerprint = RequestFingerprint.of(HttpMethod.POST, "/api/v1/purges", order);
        Mono<ResponseEntity<PurgeView>> requested = Mono.fromSupplier(order::checked)
                .flatMap(checked -> requestPurge.request(checked, caller.getName()))
                .map(purge -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/purges/" + purge.id()))
                        .body(PurgeView.of(purge, timeout)));
        return idempotency.once(IdempotencyKey.require(key), caller.getName(), fingerprint, requested);
    }

    @GetMapping
    @Operation(summary = "Purges, newest first", description = "Filtered by plan and by state; without their items.")
    Mono<Page<PurgeView>> list(
            @RequestParam(required = false) @Nullable String planId,
            @RequestParam(required = false) @Nullable String state,
            PageRequest page) {
        PurgeState wanted = state == null ? null : state(state);
        String list = "purges?planId=" + planId + "&state=" + state;
        String olderThan = page.cursor() == null
                ? null
                : cursors.decode(list, page.cursor(), 1).getFirst();
        return purges.list(new Purges.Filter(planId, wanted, olderThan, page.limit() + 1))
                .map(purge -> PurgeView.inList(purge, timeout))
                .collectList()
                .map(found -> Page.of(found, page.limit(), purge -> cursors.encode(list, purge.id())));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One purge with its backups",
            description = "While it waits: what would become of each if it were approved now.")
    Mono<PurgeView> one(@PathVariable String id) {
        return purges.find(id)
                .switchIfEmpty(Mono.error(() -> DecidePurge.unknown(id)))
                .flatMap(purge -> purge.state() == PurgeState.AWAITING_APPROVAL
                        ? decidePurge.now(purge).map(purge::showing)
                        : Mono.just(purge))
                .map(purge -> PurgeView.of(purge, timeout));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasRole('APPROVER')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Agree to a purge", description = "Not by whoever asked for it. There is no way back.")
    Mono<PurgeView> approve(@PathVariable String id, Principal caller) {
        return decidePurge.approve(id, caller.getName()).map(purge -> PurgeView.of(purge, timeout));
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize("hasRole('APPROVER')")
    @Operation(summary = "Refuse a purge", description = "Not by whoever asked for it. A reason may be given.")
    Mono<PurgeView> refuse(
            @PathVariable String id, @RequestBody(required = false) @Nullable Refusal refusal, Principal caller) {
        return Mono.fromSupplier(() -> why(refusal))
                .flatMap(why -> decidePurge.refuse(id, caller.getName(), why.isEmpty() ? null : why))
                .map(purge -> PurgeView.of(purge, timeout));
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Take a purge back", description = "While nobody has decided on it.")
    Mono<PurgeView> cancel(@PathVariable String id, Principal caller) {
        return decidePurge.cancel(id, caller.getName()).map(purge -> PurgeView.of(purge, timeout));
    }

    private static String why(@Nullable Refusal refusal) {
        String why = refusal == null || refusal.reason() == null
                ? ""
                : refusal.reason().strip();
        if (why.length() > PurgeRequest.LONGEST_REASON) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST,
                    "reason",
                    "has more than " + PurgeRequest.LONGEST_REASON + " characters");
        }
        return why;
    }

    private static PurgeState state(String word) {
        return PurgeState.of(word)
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of " + PurgeState.words() + ": '" + word + "'"));
    }
}
