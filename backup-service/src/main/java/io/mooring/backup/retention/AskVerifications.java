package io.mooring.backup.retention;

import io.mooring.backup.verify.VerifiedRuns;
import io.mooring.backup.verify.VerifiedRuns.VerifiedRun;
import java.util.List;
import java.util.Set;
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
    public Mono<Set<String>> runIds(String planId) {
        return verifiedRuns.verified(planId).collectList().map(AskVerifications::strongest);
    }

    private static Set<String> strongest(List<VerifiedRun> verified) {
        boolean anyProven = verified.stream().anyMatch(VerifiedRun::proven);
        return verified.stream()
                .filter(run -> run.proven() == anyProven)
                .map(VerifiedRun::runId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
