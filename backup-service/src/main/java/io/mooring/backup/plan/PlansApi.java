package io.mooring.backup.plan;

import io.mooring.backup.run.RunView;
import io.mooring.platform.web.idempotency.IdempotencyKey;
import io.mooring.platform.web.idempotency.IdempotencyKeys;
import io.mooring.platform.web.idempotency.RequestFingerprint;
import io.mooring.platform.web.paging.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Plans, and "backup now". Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans", description = "What is backed up, when, and to where")
class PlansApi {

    private final ShowPlans showPlans;
    private final StartBackup startBackup;
    private final IdempotencyKeys idempotency;

    PlansApi(ShowPlans showPlans, StartBackup startBackup, IdempotencyKeys idempotency) {
        this.showPlans = showPlans;
        this.startBackup = startBackup;
        this.idempotency = idempotency;
    }

    @GetMapping
    @Operation(summary = "All plans with their last runs", description = "There are few: one page holds them all.")
    Mono<Page<PlanView>> list() {
        return showPlans.all().map(plans -> new Page<>(plans, null));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One plan with its last run")
    Mono<PlanView> one(@PathVariable String id) {
        return showPlans.one(id).switchIfEmpty(Mono.error(() -> StartBackup.unknown(id)));
    }

    @PostMapping("/{id}/runs")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Backup now",
            description = "Answers 202 with the queued run; Location shows its progress. Needs an Idempotency-Key.")
    Mono<ResponseEntity<?>> start(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            Principal caller) {
        String fingerprint = RequestFingerprint.of(HttpMethod.POST, "/api/v1/plans/" + id + "/runs");
        Mono<ResponseEntity<RunView>> started = startBackup
                .byHand(id, caller.getName())
                .map(run -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/runs/" + run.id()))
                        .body(RunView.of(run)));
        return idempotency
                .once(IdempotencyKey.require(key), caller.getName(), fingerprint, started)
                .doOnSuccess(answer -> startBackup.announce());
    }
}
