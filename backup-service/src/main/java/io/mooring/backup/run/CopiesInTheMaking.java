package io.mooring.backup.run;

import reactor.core.publisher.Mono;

/** Says which missing copies are being made up: what lies at the location then is no leftover, although there is no manifest yet. */
@FunctionalInterface
public interface CopiesInTheMaking {

    Mono<Boolean> isMaking(String runId, String locationId);
}
