package io.mooring.backup.run;

import reactor.core.publisher.Flux;

/** Says which backups are being read, so that nobody deletes them meanwhile. Each capability that reads them has one. */
@FunctionalInterface
public interface BackupsInUse {

    /** Ids of the plan's runs that are being read, or are about to be. */
    Flux<String> runIds(String planId);
}
