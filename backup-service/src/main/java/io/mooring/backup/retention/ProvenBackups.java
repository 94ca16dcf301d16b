package io.mooring.backup.retention;

import java.util.Map;
import reactor.core.publisher.Mono;

/** Which of a plan's backups have the strongest proof that any of them has: the verifications know. */
@FunctionalInterface
interface ProvenBackups {

    /** By run id. */
    Mono<Map<String, Proof>> of(String planId);
}
