package io.mooring.backup.retention;

import io.mooring.backup.verify.VerifiedRuns;
import io.mooring.backup.verify.VerifiedRuns.VerifiedRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The strongest proof that a plan has: restore tests, or re-read checksums while no restore test has passed yet. */
@Component
final class AskVerifications implements ProvenBackups {

    private final VerifiedRuns verifiedRuns;

    AskVerifications(VerifiedRuns verifiedRuns) {
        this.verifiedRuns = verifiedRuns;
    }

    @Override
    public Mono<Map<String, Proof>> of(String planId) {
        return verifiedRuns.verified(planId).collectList().map(AskVerifications::strongest);
    }

    private static Map<String, Proof> strongest(List<VerifiedRun> verified) {
        boolean anyProven = verified.stream().anyMatch(VerifiedRun::proven);
        return verified.stream()
                .filter(run -> run.proven() == anyProven)
                .collect(Collectors.toUnmodifiableMap(
                        VerifiedRun::runId, run -> run.proven() ? Proof.RESTORE_TEST : Proof.CHECKSUMS));
    }
}
