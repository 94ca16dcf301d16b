package io.mooring.backup.restore;

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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Restores: ask for one, see what it would do, agree to it, follow it, have the old database back. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/restores")
@Tag(name = "Restores", description = "Bringing backups back")
class RestoresApi {

    private final Restores restores;
    private final RequestRestore requestRestore;
    private final DecideRestore decideRestore;
    private final WatchRestore watchRestore;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;

    RestoresApi(
            Restores restores,
            RequestRestore requestRestore,
            DecideRestore decideRestore,
            WatchRestore watchRestore,
            IdempotencyKeys idempotency,
            Cursors cursors) {
        this.restores = restores;
        this.requestRestore = requestRestore;
        this.decideRestore = decideRestore;
        this.watchRestore = watchRestore;
        this.idempotency = idempotency;
        this.cursors = cursors;
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Restore a backup",
            description =
                    "Answers 202; Location shows its progress. Over a live database it first awaits another person's"
                            + " approval. Needs an Idempotency-Key.")
    Mono<ResponseEntity<?>> request(
            @RequestBody RestoreOrder order,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            Principal caller) {
        String fingerprint = RequestFingerprint.of(HttpMethod.POST, "/api/v1/restores", order);
        Mono<ResponseEntity<RestoreView>> requested = Mono.fromSupplier(order::checked)
                .flatMap(checked -> requestRestore.request(checked, caller.getName()))
                .map(restore -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/restores/" + restore.id()))
                        .body(RestoreView.of(restore)));
        return idempotency.once(IdempotencyKey.require(key), caller.getName(), fingerprint, requested);
    }

    @PostMapping("/plan")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "What a restore would do, and what stands against it", description = "Changes nothing.")
    Mono<RestorePlan> plan(@RequestBody RestoreOrder order) {
        return Mono.fromSupplier(order::checked).flatMap(requestRestore::plan);
    }

    @GetMapping
    @Operation(summary = "Restores, newest first", description = "Filtered by plan and by state.")
    Mono<Page<RestoreView>> list(
            @RequestParam(required = false) @Nullable String planId,
            @RequestParam(required = false) @Nullable String state,
            PageRequest page) {
        RestoreState wanted = state == null ? null : state(state);
        String list = "restores?planId=" + planId + "&state=" + state;
        String olderThan = page.cursor() == null
                ? null
                : cursors.decode(list, page.cursor(), 1).getFirst();
        return restores.list(new Restores.Filter(planId, wanted, olderThan, page.limit() + 1))
                .map(RestoreView::of)
                .collectList()
                .map(found -> Page.of(found, page.limit(), restore -> cursors.encode(list, restore.id())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One restore with its progress")
    Mono<RestoreView> one(@PathVariable String id) {
        return find(id).map(RestoreView::of);
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "A restore, live",
            description = "Server-sent events named 'restore' with the restore at every change, at most twice a second."
                    + " The stream ends after the restore.")
    Mono<ResponseEntity<Flux<ServerSentEvent<RestoreView>>>> events(@PathVariable String id) {
        return find(id).map(restore ->
                ResponseEntity.ok(watchRestore.watch(restore).map(now -> ServerSentEvent.builder(RestoreView.of(now))
                        .event("restore")
                        .build())));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasRole('APPROVER')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Agree to a restore over a live database", description = "Not by whoever asked for it.")
    Mono<RestoreView> approve(@PathVariable String id, Principal caller) {
        return decideRestore.approve(id, caller.getName()).map(RestoreView::of);
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize("hasRole('APPROVER')")
    @Operation(summary = "Refuse a restore over a live database", description = "Not by whoever asked for it.")
    Mono<RestoreView> refuse(@PathVariable String id, Principal caller) {
        return decideRestore.refuse(id, caller.getName()).map(RestoreView::of);
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Cancel a restore",
            description =
                    "It ends at once while it waits, within seconds while it runs; once databases were renamed it is"
                            + " too late: then undo.")
    Mono<RestoreView> cancel(@PathVariable String id, Principal caller) {
        return decideRestore.cancel(id, caller.getName()).map(RestoreView::of);
    }

    @PostMapping("/{id}/undo")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have the replaced database back", description = "The restored one is kept beside it.")
    Mono<RestoreView> undo(@PathVariable String id, Principal caller) {
        return decideRestore.wish(id, Wish.Kind.UNDO, caller.getName()).map(RestoreView::of);
    }

    @PostMapping("/{id}/confirm")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Drop the replaced database", description = "From then on there is no way back.")
    Mono<RestoreView> confirm(@PathVariable String id, Principal caller) {
        return decideRestore.wish(id, Wish.Kind.CONFIRM, caller.getName()).map(RestoreView::of);
    }

    private Mono<Restore> find(String id) {
        return restores.find(id).switchIfEmpty(Mono.error(() -> DecideRestore.unknown(id)));
    }

    private static RestoreState state(String word) {
        return RestoreState.of(word)
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of awaiting-approval, queued, running, completed, failed, refused, expired, cancelled, undone: '"
                                + word + "'"));
    }
}
