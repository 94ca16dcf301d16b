package io.mooring.backup.catchup;

import io.mooring.backup.run.BackupsInUse;
import io.mooring.backup.run.CopiesInTheMaking;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The copies that are missing, and what was tried. Takes part in the caller's transaction. */
interface MissingCopies extends CopiesInTheMaking, BackupsInUse {

    /** The plan's runs with a backup that is not in every location and not let go; oldest first. */
    Flux<String> partialRuns(String planId);

    /** From now on somebody writes the copy. False when the backup is let go meanwhile. */
    Mono<Boolean> begin(String runId, String locationId, Instant now);

    /** The copy is there. */
    Mono<Void> done(String runId, String locationId);

    /** It is not, for a reason in words; it will be tried again. */
    Mono<Void> failed(String runId, String locationId, String problem);

    /** Nobody writes copies of the plan any more: whoever did has died. */
    Mono<Void> abandon(String planId);
}
