package io.mooring.backup.retention;

import io.mooring.backup.plan.Retention;
import io.mooring.backup.run.BackupsInUse;
import java.time.InstantSource;
import java.util.List;
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
    private final InstantSource clock;

    WeighBackups(
            RetainedBackups backups, ProvenBackups proven, ObjectProvider<BackupsInUse> inUse, InstantSource clock) {
        this.backups = backups;
        this.proven = proven;
        this.inUse = inUse.stream().toList();
        this.clock = clock;
    }

    /** A decision for each backup of the plan, newest first. */
    Mono<List<Decision>> weigh(String planId, Retention policy) {
        Mono<Set<String>> used =
                Flux.fromIterable(inUse).concatMap(some -> some.runIds(planId)).collect(Collectors.toSet());
        return Mono.zip(backups.of(planId).collectList(), proven.of(planId), used)
                .map(known -> known.getT1().stream()
                        .map(backup -> backup.knowing(
                                known.getT2().get(backup.runId()), known.getT3().contains(backup.runId())))
                        .toList())
                .map(known -> DecideRetention.decide(policy, known, clock.instant()));
    }
}
