package io.mooring.backup.retention;

import java.util.Set;
import reactor.core.publisher.Mono;

/** Which of a plan's backups a restore test has proven: the verifications know. */
@FunctionalInterface
interface ProvenBackups {

    Mono<Set<String>> runIds(String planId);
}
