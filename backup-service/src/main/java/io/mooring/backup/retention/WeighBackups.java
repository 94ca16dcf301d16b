package io.mooring.backup.retention;

import io.mooring.backup.plan.Retention;
import io.mooring.backup.run.BackupsInUse;
import io.mooring.backup.run.CopyLock;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings together what is known of a plan's backups, and decides. Changes nothing: a dry run is this. */
@Component
final class WeighBackups {

    private final RetainedBackups backups;
    private final ProvenBackups proven;
    private final List<BackupsInUse> inUse;
    private final R2dbcCopyLocks locks;
    private final InstantSource clock;

    WeighBackups(
            RetainedBackups backups,
            ProvenBackups proven,
            ObjectProvider<BackupsInUse> inUse,
            R2dbcCopyLocks locks,
            InstantSource clock) {
        this.backups = backups;
        this.proven = proven;
        this.inUse = inUse.stream().toList();
        this.locks = locks;
        this.clock = clock;
    }

    /** A decision for each backup of the plan, newest first. */
    Mono<List<Decision>> weigh(String planId, Retention policy) {
        return known(planId).map(known -> DecideRetention.decide(policy, known, clock.instant()));
    }

    /** The plan's backups with everything that may keep one. */
    Mono<List<KeptBackup>> known(String planId) {
        Mono<Set<String>> used =
                Flux.fromIterable(inUse).concatMap(some -> some.runIds(planId)).collect(Collectors.toSet());
        Mono<Map<String, Collection<CopyLock>>> locked = locks.ofPlan(planId).collectMultimap(CopyLock::runId);
        return Mono.zip(backups.of(planId).collectList(), proven.of(planId), used, locked)
                .map(known -> known.getT1().stream()
                        .map(backup -> backup.knowing(
                                known.getT2().get(backup.runId()),
                                known.getT3().contains(backup.runId()),
                                List.copyOf(known.getT4().getOrDefault(backup.runId(), List.of()))))
                        .toList());
    }
}
