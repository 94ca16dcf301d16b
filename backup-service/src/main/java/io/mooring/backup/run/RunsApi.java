package io.mooring.backup.run;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.run.BackupRuns.RunFilter;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs: what there was, what there is, how far it is. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "Runs", description = "Backups that were taken, are being taken, or wait")
class RunsApi {

    private final BackupRuns runs;
    private final RunningBackups runningBackups;
    private final ShowRuns showRuns;
    private final WatchRun watchRun;
    private final CancelRun cancelRun;
    private final Cursors cursors;

    RunsApi(
            BackupRuns runs,
            RunningBackups runningBackups,
            ShowRuns showRuns,
            WatchRun watchRun,
            CancelRun cancelRun,
            Cursors cursors) {
        this.runs = runs;
        this.runningBackups = runningBackups;
        this.showRuns = showRuns;
        this.watchRun = watchRun;
        this.cancelRun = cancelRun;
        this.cursors = cursors;
    }

    @GetMapping
    @Operation(summary = "Runs, newest first", description = "Filtered by plan and by state.")
    Mono<Page<RunView>> list(
            @RequestParam(required = false) @Nullable String planId,
            @RequestParam(required = false) @Nullable String state,
            PageRequest page) {
        RunState wanted = state == null ? null : state(state);
        String list = "runs?planId=" + planId + "&state=" + state;
        String olderThan = page.cursor() == null
                ? null
                : cursors.decode(list, page.cursor(), 1).getFirst();
        return runs.list(new RunFilter(planId, wanted, olderThan, page.limit() + 1))
                .collectList()
                .flatMap(showRuns::show)
                .map(found -> Page.of(found, page.limit(), run -> cursors.encode(list, run.id())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One run with its progress")
    Mono<RunView> one(@PathVariable String id) {
        return find(id).flatMap(showRuns::show);
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "A run, live",
            description = "Server-sent events named 'run' with the run at every change, at most four a second."
                    + " The stream ends after the run.")
    Mono<ResponseEntity<Flux<ServerSentEvent<RunView>>>> events(@PathVariable String id) {
        return find(id).map(run -> ResponseEntity.ok(watchRun.watch(run)
                .concatMap(showRuns::show)
                .map(now -> ServerSentEvent.builder(now).event("run").build())));
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancel a run", description = "It ends at once while it waits, within seconds while it runs.")
    Mono<RunView> cancel(@PathVariable String id, Principal caller) {
        return cancelRun.cancel(id, caller.getName()).map(RunView::of);
    }

    @GetMapping(path = "/{id}/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A backup's manifest",
            description = "Byte for byte as it is stored at the locations: its signature there is over these bytes.")
    Mono<byte[]> manifest(@PathVariable String id) {
        return find(id).flatMap(run -> runs.manifest(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.NO_MANIFEST,
                        "The run is " + run.state().word() + "; only a run that has a backup has a manifest."))));
    }

    private Mono<BackupRun> find(String id) {
        return runs.find(id).map(runningBackups::live).switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(BackupProblem.UNKNOWN_RUN, "There is no run with the id '" + id + "'.");
    }

    private static RunState state(String word) {
        return Arrays.stream(RunState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of queued, running, completed, partial, failed, cancelled: '" + word + "'"));
    }
}
