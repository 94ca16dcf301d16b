package io.mooring.backup.verify;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.restore.ReadingKeys;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.verify.Verifications.VerificationFilter;
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
import org.springframework.http.HttpStatus;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whether backups are worth anything. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Verifications", description = "Backups read again, and restored into servers that are thrown away")
class VerificationsApi {

    private final Verifications verifications;
    private final RequestVerification request;
    private final CancelVerification cancel;
    private final BackupRuns runs;
    private final ReadingKeys keys;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;
    private final InstantSource clock;

    VerificationsApi(
            Verifications verifications,
            RequestVerification request,
            CancelVerification cancel,
            BackupRuns runs,
            ReadingKeys keys,
            IdempotencyKeys idempotency,
            Cursors cursors,
            InstantSource clock) {
        this.verifications = verifications;
        this.request = request;
        this.cancel = cancel;
        this.runs = runs;
        this.keys = keys;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * What to do.
     *
     * @param kind "checksums" or "restore-test"
     * @param locationId null for every copy (checksums), or the first that can be read (restore test)
     */
    record Wish(@Nullable String kind, @Nullable String locationId) {}

    @PostMapping("/runs/{id}/verifications")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(
            summary = "Verify a backup",
            description =
                    "Answers 202 with the queued verification; Location shows its progress. Needs an Idempotency-Key.")
    Mono<ResponseEntity<?>> start(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody Wish wish,
            Principal caller) {
        VerificationKind kind = kind(wish.kind());
        String fingerprint = RequestFingerprint.of(
                HttpMethod.POST,
                "/api/v1/runs/" + id + "/verifications",
                kind.word(),
                String.valueOf(wish.locationId()));
        Mono<ResponseEntity<VerificationView>> started = runs.find(id)
                .switchIfEmpty(Mono.error(() ->
                        new ProblemException(BackupProblem.UNKNOWN_RUN, "There is no run with the id '" + id + "'.")))
                .flatMap(run -> request.of(run, kind, wish.locationId(), VerificationTrigger.MANUAL, caller.getName()))
                .onErrorMap(
                        Jobs.Busy.class,
                        busy -> new ProblemException(
                                BackupProblem.ALREADY_BEING_VERIFIED,
                                "A verification of this kind of the run '" + id
                                        + "' waits or runs. Wait for it or cancel it."))
                .map(queued -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/verifications/" + queued.id()))
                        .body(view(queued)));
        return idempotency.once(IdempotencyKey.require(key), caller.getName(), fingerprint, started);
    }

    @GetMapping("/verifications")
    @Operation(summary = "Verifications, newest first", description = "Filtered by plan, run and kind.")
    Mono<Page<VerificationView>> list(
            @RequestParam(required = false) @Nullable String planId,
            @RequestParam(required = false) @Nullable String runId,
            @RequestParam(required = false) @Nullable String kind,
            PageRequest page) {
        VerificationKind wanted = kind == null ? null : kind(kind);
        String list = "verifications?planId=" + planId + "&runId=" + runId + "&kind=" + kind;
        String olderThan = page.cursor() == null
                ? null
                : cursors.decode(list, page.cursor(), 1).getFirst();
        return verifications
                .list(new VerificationFilter(planId, runId, wanted, olderThan, page.limit() + 1))
                .map(this::view)
                .collectList()
                .map(found -> Page.of(found, page.limit(), one -> cursors.encode(list, one.id())));
    }

    @GetMapping("/verifications/{id}")
    @Operation(summary = "One verification with its verdicts and how far it is")
    Mono<VerificationView> one(@PathVariable String id) {
        return find(id).map(this::view);
    }

    @PostMapping("/verifications/{id}/cancel")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancel a verification")
    Mono<VerificationView> cancel(@PathVariable String id, Principal caller) {
        return find(id).flatMap(found -> cancel.cancel(found, caller.getName())).map(this::view);
    }

    @GetMapping(path = "/verifications/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A verification's report", description = "JSON, or with Accept: text/html a page to print.")
    Mono<VerificationView> report(@PathVariable String id) {
        return one(id);
    }

    @GetMapping(path = "/verifications/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true)
    Mono<ResponseEntity<String>> page(@PathVariable String id) {
        return find(id).map(found -> PrintablePage.answer(VerificationPage.of(found, clock.instant())));
    }

    private VerificationView view(Verification one) {
        return VerificationView.of(one, keys.decryptionKey().isPresent());
    }

    private Mono<Verification> find(String id) {
        return verifications
                .find(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.UNKNOWN_VERIFICATION, "There is no verification with the id '" + id + "'.")));
    }

    private static VerificationKind kind(@Nullable String word) {
        return VerificationKind.of(String.valueOf(word))
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST, "kind", "is none of checksums, restore-test: '" + word + "'"));
    }
}
