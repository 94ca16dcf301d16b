package io.mooring.backup.wal;

import io.mooring.backup.BackupProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How far back, and how near to now, a cluster can be recovered. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans", description = "What is backed up, when, and to where")
class RecoveryApi {

    private final ShowRecovery showRecovery;

    RecoveryApi(ShowRecovery showRecovery) {
        this.showRecovery = showRecovery;
    }

    @GetMapping("/{id}/recovery")
    @Operation(
            summary = "Recovery to a point in time",
            description = "What would be lost now, which times can be recovered to, gaps in the write-ahead log,"
                    + " and whether restore tests can prove recovery to a time: if not, since when, why and what to do."
                    + " For plans of kind cluster that receive it.")
    Mono<RecoveryView> recovery(@PathVariable String id) {
        return showRecovery
                .of(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.NO_WAL,
                        "The plan '" + id + "' does not receive WAL: see source.wal in its settings.")));
    }
}
