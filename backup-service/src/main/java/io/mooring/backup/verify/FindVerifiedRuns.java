package io.mooring.backup.verify;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Good backups, by the latest verdicts on their copies. */
@Component
final class FindVerifiedRuns implements VerifiedRuns {

    private final Verifications verifications;

    FindVerifiedRuns(Verifications verifications) {
        this.verifications = verifications;
    }

    @Override
    public Mono<VerifiedRun> newestProven(String planId) {
        return verified(planId).filter(VerifiedRun::proven).collectList().flatMap(FindVerifiedRuns::newest);
    }

    @Override
    public Mono<VerifiedRun> newestVerified(String planId) {
        return verified(planId).collectList().flatMap(all -> {
            List<VerifiedRun> proven = all.stream().filter(VerifiedRun::proven).toList();
            return newest(proven.isEmpty() ? all : proven);
        });
    }

    @Override
    public Flux<VerifiedRun> verified(String planId) {
        return verifications.verdicts(planId).collectList().flatMapIterable(FindVerifiedRuns::good);
    }

    /** By id and not by time: the clock may have gone back between two runs. */
    private static Mono<VerifiedRun> newest(List<VerifiedRun> runs) {
        return Mono.justOrEmpty(runs.stream().max(Comparator.comparing(VerifiedRun::runId)));
    }

    /** One line for each run: its best copy. */
    static List<VerifiedRun> good(List<CopyVerdict> copies) {
        Map<String, VerifiedRun> best = new LinkedHashMap<>();
        for (CopyVerdict copy : copies) {
            if (copy.isProven() || copy.isPresent()) {
                best.merge(copy.runId(), verified(copy), FindVerifiedRuns::better);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparing(VerifiedRun::runId).reversed())
                .toList();
    }

    private static VerifiedRun verified(CopyVerdict copy) {
        Instant at = Stream.of(copy.isProven() ? copy.intactAt() : copy.presentAt())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(copy.takenAt());
        return new VerifiedRun(copy.runId(), copy.planId(), copy.takenAt(), copy.isProven(), at);
    }

    private static VerifiedRun better(VerifiedRun one, VerifiedRun other) {
        if (one.proven() != other.proven()) {
            return one.proven() ? one : other;
        }
        return one.verifiedAt().isBefore(other.verifiedAt()) ? other : one;
    }
}
